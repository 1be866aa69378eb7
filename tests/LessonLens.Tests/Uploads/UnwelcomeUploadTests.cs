using System.Diagnostics;
using System.Net;
using LessonLens.Tests.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>The secret of an upload's address is worth as much as whoever was given it.</summary>
[Collection(nameof(Alone))]
public sealed class UnwelcomeUploadTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("disabled")]
    [InlineData("gone")]
    public async Task What_somebody_still_sends_is_taken_for_five_seconds_at_most_once_they_are(string what)
    {
        var school = $"School {what}";
        var (dana, amira, ben) = (await app.Someone("Dana", school, "admin"),
            await app.Someone("Amira", school), await app.Someone("Ben", school));
        var bytes = UploadSteps.Random(8 << 20);
        var upload = await amira.NewUpload(bytes.Length);
        using var stranger = LessonLensApp.NewClient(app.Address);
        Assert.Equal(HttpStatusCode.OK, (await stranger.SendAsync(Tus.Head(upload))).StatusCode);
        using var line = await RawLine.Patch(upload, 0, $"Content-Length: {bytes.Length}");
        await line.Send(bytes[..(3 << 20)]);
        await Wait.Until(async () => (await amira.UnfinishedUploads()).Any(
            one => one!["offset"]!.GetValue<long>() >= 1 << 20));

        var since = Stopwatch.StartNew();
        if (what == "disabled") await dana.Do("Disable", amira);
        else
        {
            var place = $"{await amira.School()}/people/{amira.Id}/departure";
            await amira.Put(place, new { lessons = "handOver", heirId = ben.Id });
            Assert.Equal(HttpStatusCode.NoContent,
                await ben.Put($"{place}/agreement", new { heirId = ben.Id }));
        }

        Assert.Equal(404, await line.Status());
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        foreach (var request in (HttpRequestMessage[])[Tus.Head(upload), Tus.Patch(upload, 3 << 20, [1])])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.SendAsync(request)).StatusCode);
    }
}
