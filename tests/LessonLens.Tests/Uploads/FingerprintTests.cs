using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>A byte that changes in the store after it has arrived is found.</summary>
public sealed class FingerprintTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly byte[] Bytes = UploadSteps.Random((5 << 20) / 2);

    [Fact]
    public async Task The_ledger_knows_what_arrived_and_a_changed_byte_is_told_to_the_teacher()
    {
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        var (good, bad, forgotten) =
            (await amira.PlanLesson(), await amira.PlanLesson(), await amira.PlanLesson());
        foreach (var lesson in (Guid[])[good, bad]) await amira.Upload(lesson, Bytes);
        var upload = (await amira.BeginUpload(forgotten, Bytes.Length)).Headers.Location!;
        using (await amira.Patch(upload, 0, Bytes)) { }
        using (await amira.Ask("DELETE", upload)) { }

        await using (var file = File.OpenWrite(Path.Combine(server.BlobFolder, await BlobOf(bad))))
        {
            file.Position = 2_000_000;
            file.WriteByte((byte)~Bytes[2_000_000]);
        }

        // Alone, so that nothing else comes to a verdict before.
        await server.Sql<int>("delete from jobs where kind <> 'fingerprint'");
        var worker = await server.Start("worker");
        foreach (var lesson in (Guid[])[good, forgotten])
        {
            await Wait.Until(async () => await HashOf(lesson) is not null, 30);
            Assert.Equal(SHA256.HashData(Bytes), await HashOf(lesson));
        }

        var recording = await amira.RecordingOnce(bad, one => (string?)one["state"] == "failed");
        Assert.Equal("damaged", (string?)recording["failure"]!["code"]);
        Assert.Null(await HashOf(bad));
        await worker.Kill();
        await web.Kill();
    }

    private async Task<string> BlobOf(Guid lesson) => (await server.Sql<string>(
        "select blob from recordings where lesson_id = @lesson", new { lesson }))!;

    private async Task<byte[]?> HashOf(Guid lesson) => await server.Sql<byte[]>(
        "select sha256 from blobs where name = (select blob from recordings where lesson_id = @lesson)",
        new { lesson });
}
