using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>A real disk that is full, a quota that is used up, a recording in too many pieces.</summary>
public sealed class UploadSpaceTests(TestServer server) : IClassFixture<TestServer>
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task A_disk_that_fills_stops_what_has_no_room_and_nothing_else_and_all_goes_on_with_room()
    {
        using var disk = SmallDisk.Below(server.BlobFolder, 24 * MiB);
        Assert.SkipUnless(disk.IsThere, "Only root may mount a disk of its own, where it may.");
        var web = await server.StartWith(new Dictionary<string, string>
        {
            ["Uploads__KeepFreeBytes"] = $"{4 * MiB}",
        });
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        using (var tooMuch = await amira.BeginUpload(lesson, 40 * MiB))
            Assert.Contains("not enough room",
                await Problem.TitleOf(tooMuch, HttpStatusCode.InsufficientStorage), StringComparison.Ordinal);
        var bytes = UploadSteps.Random(12 * MiB);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        using (var reserved = await amira.BeginUpload(lesson, 10 * MiB))
            Assert.Equal(HttpStatusCode.InsufficientStorage, reserved.StatusCode);
        using (var patched = await amira.Patch(upload, 0, bytes[..(4 * MiB)]))
            Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);

        var hog = Path.Combine(server.BlobFolder, "hog");
        await File.WriteAllBytesAsync(hog, new byte[18 * MiB]);
        using (var refused = await amira.Patch(upload, 4 * MiB, bytes[(4 * MiB)..]))
            Assert.Contains("What has arrived is safe",
                await Problem.TitleOf(refused, HttpStatusCode.InsufficientStorage), StringComparison.Ordinal);
        var offset = (int)await amira.OffsetOf(upload);
        Assert.InRange(offset, 4 * MiB, 6 * MiB);
        Assert.Equal("arriving", await amira.StateOf(lesson));

        File.Delete(hog);
        var since = Stopwatch.StartNew();
        using var rest = await amira.Patch(upload, offset, bytes[offset..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
        await web.Kill();
    }

    [Fact]
    public async Task Nobody_takes_more_than_is_meant_for_one()
    {
        var web = await server.StartWith(new Dictionary<string, string>
        {
            ["Uploads__MostBytes"] = "900",
            ["Uploads__MostBytesEach"] = "1000",
        });
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        Assert.Equal(413, await Begin("Upload-Length: 901"));
        await amira.Upload(lesson, new byte[400]);
        // Parts that have arrived are on the disk as well.
        using var part = await amira.Ask("POST", null,
            $"Upload-Concat: partial\nUpload-Length: 300\n{UploadSteps.BodyType}", new byte[300]);
        Assert.Equal(HttpStatusCode.Created, part.StatusCode);
        Assert.Equal(413, await Begin("Upload-Length: 301"));
        Assert.Equal(201, await Begin("Upload-Length: 100"));

        using var begun = await amira.Ask("POST", null, $"Upload-Defer-Length: 1\n{Metadata(lesson)}");
        var upload = begun.Headers.Location!;
        Assert.Equal(413, (int)(await amira.Patch(upload, 0, new byte[201])).StatusCode);
        Assert.Equal(413, (int)(await amira.Patch(upload, 0, new byte[1], "Upload-Length: 201")).StatusCode);
        Assert.Equal(204, (int)(await amira.Patch(upload, 0, new byte[100])).StatusCode);
        using var last = await amira.Patch(upload, 100, new byte[100], "Upload-Length: 200");
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        Assert.Equal(413, await Begin("Upload-Length: 1"));
        await web.Kill();

        async Task<int> Begin(string length) =>
            (int)(await amira.Ask("POST", null, $"{length}\n{Metadata(lesson)}")).StatusCode;
    }

    [Fact]
    public async Task What_comes_in_more_pieces_than_a_store_takes_is_refused()
    {
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        var upload = await amira.NewUpload(100_000);
        await server.Sql<int>("""
            insert into upload_blocks (upload_id, starts_at, bytes)
            select id, block, 1 from uploads, generate_series(0, 49998) block where key = @key;
            update uploads set arrived = 49999, blocks = 49999 where key = @key
            """, new { key = upload.Segments[^1] });
        using var last = await amira.Patch(upload, 49_999, new byte[1]);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        using var tooMany = await amira.Patch(upload, 50_000, new byte[1]);
        Assert.Contains("too many", await Problem.TitleOf(tooMany, HttpStatusCode.RequestEntityTooLarge),
            StringComparison.Ordinal);
        Assert.Equal(50_000, await amira.OffsetOf(upload));
        await web.Kill();
    }

    private static string Metadata(Guid lesson) =>
        $"Upload-Metadata: lessonId {Convert.ToBase64String(Encoding.ASCII.GetBytes(lesson.ToString()))}";
}
