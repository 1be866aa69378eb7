using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>Bytes that are damaged on their way count as never sent (tus 1.0.0, checksum).</summary>
public sealed class ChecksumTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int SeveralBlocks = (5 << 20) / 2;

    [Theory]
    [InlineData("sha1", 100)]
    [InlineData("sha256", 100)]
    [InlineData("sha1", SeveralBlocks)]
    [InlineData("sha256", SeveralBlocks)]
    public async Task What_is_as_promised_is_kept_and_what_is_not_changes_nothing(string algorithm, int bytes)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var good = UploadSteps.Random(bytes);
        var bad = good.ToArray();
        bad[^1] ^= 1;
        var upload = (await amira.BeginUpload(lesson, bytes)).Headers.Location!;
        using var damaged = await amira.Patch(upload, 0, bad, Promise(algorithm, good));
        await Problem.TitleOf(damaged, (HttpStatusCode)460);
        Assert.Equal(0, await amira.OffsetOf(upload));

        using var kept = await amira.Patch(upload, 0, good, Promise(algorithm, good));
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.Equal(bytes, Tus.Offset(kept));
        Assert.Equal(SHA256.HashData(good), await amira.Original(lesson));
    }

    [Fact]
    public async Task A_line_that_breaks_under_a_promise_keeps_nothing()
    {
        var amira = await app.Someone("Amira");
        var bytes = UploadSteps.Random(SeveralBlocks);
        var upload = await amira.NewUpload(bytes.Length);
        using var line = await RawLine.Patch(
            upload, 0, $"Content-Length: {bytes.Length}\n{Promise("sha256", bytes)}");
        await line.Send(bytes[..(2 << 20)]);
        await Wait.Until(() => Task.FromResult(Directory.EnumerateFiles(
            Path.Combine(app.DataFolder, "blobs"), "*.part", SearchOption.AllDirectories).Any()));
        line.HangUp();
        Assert.Equal(0, await amira.OffsetOf(upload));
        using var again = await amira.Patch(upload, 0, bytes, Promise("sha256", bytes));
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("sha1", false, 204)]
    [InlineData("sha256", false, 204)]
    [InlineData("sha1", true, 460)]
    [InlineData("md5", false, 400)]
    [InlineData(null, false, 400)]
    public async Task A_promise_may_come_after_the_bytes(string? algorithm, bool isDamaged, int expected)
    {
        var amira = await app.Someone("Amira");
        var bytes = UploadSteps.Random(SeveralBlocks);
        var upload = await amira.NewUpload(bytes.Length);
        var promise = algorithm is null ? "" : Promise(algorithm, bytes) + "\n";
        using var line = await RawLine.Patch(
            upload, 0, "Transfer-Encoding: chunked\nTrailer: Upload-Checksum");
        if (isDamaged) bytes[1000] ^= 1;
        foreach (var chunk in bytes.Chunk(300_000)) await line.SendChunk(chunk);
        await line.Send($"0\n{promise}\n");
        Assert.Equal(expected, await line.Status());
        Assert.Equal(expected == 204 ? bytes.Length : 0, await amira.OffsetOf(upload));
    }

    private static string Promise(string algorithm, byte[] bytes) => $"Upload-Checksum: {algorithm} "
#pragma warning disable CA5350 // The protocol demands it, against accidents and not against attackers.
        + Convert.ToBase64String(algorithm == "sha1" ? SHA1.HashData(bytes) : SHA256.HashData(bytes));
#pragma warning restore CA5350
}
