using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>Azure Storage, by its emulator, goes away in the middle of everything and comes back.</summary>
public sealed class StoreAwayTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task While_the_store_is_away_nothing_is_lost_and_then_all_goes_on()
    {
        var web = await server.StartApart("web");
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var bytes = UploadSteps.Random(6 * MiB);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        using (var first = await amira.Patch(upload, 0, bytes[..(2 * MiB)]))
            Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);

        await server.Azure.Stop();
        using (var away = await amira.Patch(upload, 2 * MiB, bytes[(2 * MiB)..]))
            Assert.Contains("What has arrived is safe",
                await Problem.TitleOf(away, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Equal(2 * MiB, await amira.OffsetOf(upload));
        // What needs no store goes on, and giving up does as well: the bytes are erased when it is back.
        var other = await amira.NewUpload(10);
        using (var ended = await amira.Ask("DELETE", other))
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);

        await server.Azure.InitializeAsync();
        using var rest = await amira.Patch(upload, 2 * MiB, bytes[(2 * MiB)..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
        await web.Kill();
    }
}
