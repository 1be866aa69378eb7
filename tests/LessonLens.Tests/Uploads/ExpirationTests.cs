using System.Globalization;
using System.Net;
using LessonLens.Tests.Support;
using LessonLens.Uploads;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Uploads;

/// <summary>What nobody goes on with does not stay for ever (tus 1.0.0, expiration).</summary>
public sealed class ExpirationTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Each_answer_says_until_when_and_each_byte_gives_more_time()
    {
        var amira = await app.Someone("Amira");
        using var begun = await amira.BeginUpload(await amira.PlanLesson(), 10);
        var upload = begun.Headers.Location!;
        Assert.InRange(Expires(begun), InDays(2.99), InDays(3.01));
        await Expire(upload, "1 hour");
        using var head = await amira.Ask("HEAD", upload);
        Assert.InRange(Expires(head), InDays(0.03), InDays(0.05));

        foreach (var bytes in (int[])[4, 0])
        {
            await Expire(upload, "1 hour");
            using var patched = await amira.Patch(upload, 4 - bytes, new byte[bytes]);
            Assert.InRange(Expires(patched), InDays(2.99), InDays(3.01));
        }

        using var last = await amira.Patch(upload, 4, new byte[6]);
        Assert.Null(last.Header("Upload-Expires"));
    }

    [Fact]
    public async Task What_came_too_late_is_told_so_and_its_bytes_are_gone()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var before = Originals();
        var upload = (await amira.BeginUpload(lesson, 10)).Headers.Location!;
        using var patched = await amira.Patch(upload, 0, new byte[4]);
        Assert.NotEqual(before, Originals());
        await Expire(upload, "-1 second");
        await IsGone();
        await app.Services.GetRequiredService<UploadEnding>().Expire(TestContext.Current.CancellationToken);
        await IsGone();
        Assert.Equal("awaiting", await amira.StateOf(lesson));
        Assert.Equal(0, await app.Sql<long>(
            "select count(*) from blobs where lesson_id = @lesson", new { lesson }));
        Assert.Equal(before, Originals());

        async Task IsGone()
        {
            Assert.Empty(await amira.UnfinishedUploads());
            foreach (var method in (string[])["HEAD", "PATCH", "DELETE"])
            {
                using var answer = method == "PATCH"
                    ? await amira.Patch(upload, 4, new byte[1]) : await amira.Ask(method, upload);
                Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
                Assert.Null(answer.Header("Upload-Offset"));
            }
        }
    }

    private string[] Originals()
    {
        var folder = new DirectoryInfo(Path.Combine(app.DataFolder, "blobs", "originals"));
        return folder.Exists ? [.. folder.GetFiles().Select(file => file.Name).Order()] : [];
    }

    private Task Expire(Uri upload, string after) => app.Sql<int>(
        "update uploads set expires_at = now() + @after::interval where key = @key",
        new { after, key = upload.Segments[^1] });

    private static DateTimeOffset InDays(double days) => DateTimeOffset.UtcNow + TimeSpan.FromDays(days);

    /// <summary>In the form of RFC 9110, 5.6.7, and no other.</summary>
    private static DateTimeOffset Expires(HttpResponseMessage answer) => DateTimeOffset.ParseExact(
        answer.Header("Upload-Expires")!, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);
}
