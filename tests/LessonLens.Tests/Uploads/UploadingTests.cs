using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

public sealed class UploadingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_teacher_can_resume_an_upload_after_losing_the_connection()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = RandomNumberGenerator.GetBytes(9 << 20);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        await SendAndHangUp(upload, bytes, sent: 6 << 20);

        // Kestrel drops what is in its own buffer, of 256 KiB, when it meets the end of the line. The list
        // of uploads asks nobody to stop, so this sees what the broken line alone leaves behind.
        await Wait.Until(async () =>
            (await amira.UnfinishedUploads()).Single()!["offset"]!.GetValue<long>() >= 5 << 20);
        var offset = (int)await amira.OffsetOf(upload);
        using var rest = await amira.Http.SendAsync(Tus.Patch(upload, offset, bytes[offset..]));
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }

    [Fact]
    public async Task A_newcomer_goes_on_where_a_dead_line_still_holds_the_upload()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = RandomNumberGenerator.GetBytes(1 << 20);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        using var dead = await Open(upload, bytes.Length, 0);
        await dead.GetStream().WriteAsync(bytes.AsMemory(0, 100_000));
        await Wait.Until(async () => (await amira.UnfinishedUploads()).Count == 1);

        var offset = await amira.OffsetOf(upload);
        Assert.InRange(offset, 0, 100_000);
        using var rest = await amira.Http.SendAsync(Tus.Patch(upload, offset, bytes[(int)offset..]));
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }

    [Fact]
    public async Task Of_two_that_write_at_one_offset_exactly_one_is_heard()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        const int part = 50_000, length = 20 * part;
        var upload = (await amira.BeginUpload(lesson, length)).Headers.Location!;
        using var kept = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0, now; offset < length; offset = now)
        {
            var left = (int)Math.Min(part, length - offset);
            byte[][] parts = [RandomNumberGenerator.GetBytes(left), RandomNumberGenerator.GetBytes(left)];
            var answers = await Task.WhenAll(parts.Select(
                one => amira.Http.SendAsync(Tus.Patch(upload, offset, one))));
            var accepted = answers.Index()
                .Where(answer => answer.Item.StatusCode == HttpStatusCode.NoContent).ToList();
            Assert.True(accepted.Count == 1, string.Join(", ", answers.Select(answer => answer.StatusCode)));
            Assert.All(answers.Except([accepted[0].Item]), refused =>
                Assert.Contains(refused.StatusCode,
                    (HttpStatusCode[])[HttpStatusCode.Conflict, HttpStatusCode.Locked]));
            // One that is slow is stopped by the other; what it has brought until then counts.
            now = Tus.Offset(accepted[0].Item);
            Assert.InRange(now, offset + 1, offset + left);
            kept.AppendData(parts[accepted[0].Index], 0, (int)(now - offset));
        }

        Assert.Equal(kept.GetHashAndReset(), await amira.Original(lesson));
    }

    [Fact]
    public async Task Only_the_owner_of_a_lesson_uploads_to_it()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await Problem.TitleOf(await ben.BeginUpload(lesson, 10), HttpStatusCode.NotFound);
        await Problem.TitleOf(await ben.BeginUpload(Guid.CreateVersion7(), 10), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Somebody_else_who_knows_the_address_cannot_use_it()
    {
        var amira = await app.Someone("Amira");
        var omar = await app.Someone("Omar");
        var upload = (await amira.BeginUpload(await amira.PlanLesson(), 10)).Headers.Location!;
        foreach (var request in (HttpRequestMessage[])
            [Tus.Head(upload), Tus.Patch(upload, 0, new byte[10]), Tus.Delete(upload)])
        {
            using var answer = await omar.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(0, await amira.OffsetOf(upload));
    }

    [Fact]
    public async Task A_sign_in_that_ran_out_does_not_end_an_upload()
    {
        var amira = await app.Someone("Amira");
        var upload = (await amira.BeginUpload(await amira.PlanLesson(), 10)).Headers.Location!;
        await amira.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, await amira.StatusOf("/api/uploads"));

        Assert.Equal(0, await amira.OffsetOf(upload));
        using var patched = await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[10]));
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
    }

    [Fact]
    public async Task A_page_offers_to_go_on_with_what_I_began_and_with_nothing_else()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        await ben.BeginUpload(await ben.PlanLesson(), 10);
        var lesson = await amira.PlanLesson();
        var upload = (await amira.BeginUpload(lesson, 10, "lesson of today.mp4")).Headers.Location!;
        await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[4]));

        var mine = Assert.Single(await amira.UnfinishedUploads())!;
        Assert.Equal(upload.AbsoluteUri, mine["url"]!.GetValue<string>());
        Assert.Equal(lesson, mine["lessonId"]!.GetValue<Guid>());
        Assert.Equal("lesson of today.mp4", mine["filename"]!.GetValue<string>());
        Assert.Equal((10, 4), (mine["length"]!.GetValue<long>(), mine["offset"]!.GetValue<long>()));

        await amira.Http.SendAsync(Tus.Patch(upload, 4, new byte[6]));
        Assert.Empty(await amira.UnfinishedUploads());
    }

    [Fact]
    public async Task A_second_recording_never_harms_the_first()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await app.Sql<int>("insert into blobs (name) values ('first')");
        await app.Sql<int>("""
            insert into recordings (id, lesson_id, state, playable, progress, blob, bytes)
            values (@id, @lesson, 'ready', true, 1, 'first', 10);
            update lessons set recording_id = @id where id = @lesson
            """, new { id = Guid.CreateVersion7(), lesson });
        await amira.Upload(lesson, new byte[5000]);
        Assert.Equal("ready", await amira.StateOf(lesson));
    }

    private static async Task SendAndHangUp(Uri upload, byte[] bytes, int sent)
    {
        using var line = await Open(upload, bytes.Length, 0);
        await line.GetStream().WriteAsync(bytes.AsMemory(0, sent));
        line.Client.Shutdown(SocketShutdown.Both);
    }

    /// <summary>A PATCH of which only the head has been sent.</summary>
    private static async Task<TcpClient> Open(Uri upload, long length, long offset)
    {
        var line = new TcpClient();
        await line.ConnectAsync(upload.Host, upload.Port);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"""
            PATCH {upload.AbsolutePath} HTTP/1.1
            Host: {upload.Authority}
            Tus-Resumable: 1.0.0
            Upload-Offset: {offset}
            Content-Type: application/offset+octet-stream
            Content-Length: {length}


            """.ReplaceLineEndings("\r\n")));
        return line;
    }
}
