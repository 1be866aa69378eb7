using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>tus 1.0.0, status by status, as any client of the protocol expects it.</summary>
public sealed class TusProtocolTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("POST", null)]
    [InlineData("POST", "0.2.2")]
    [InlineData("HEAD", "1.0.1")]
    [InlineData("PATCH", null)]
    [InlineData("DELETE", null)]
    public async Task Another_version_is_refused_before_anything_else_is_looked_at(
        string method, string? version)
    {
        var amira = await app.Someone("Amira");
        var upload = await Begin(amira, 10);
        using var request = new HttpRequestMessage(
            new HttpMethod(method), method == "POST" ? new Uri(app.Address, "/api/uploads") : upload);
        request.Headers.Add("Upload-Offset", "7");
        if (version is not null) request.Headers.Add("Tus-Resumable", version);
        using var answer = await app.NewClient().SendAsync(request);
        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("1.0.0", answer.Headers.GetValues("Tus-Version").Single());
        Assert.Equal(0, await OffsetOf(amira, upload));
    }

    [Theory]
    [InlineData("/api/uploads")]
    [InlineData("/api/uploads/0123456789abcdef0123456789abcdef")]
    public async Task What_is_spoken_here_is_told_to_anybody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        using var answer = await app.NewClient().SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("1.0.0", Header(answer, "Tus-Version"));
        Assert.Equal("creation,creation-with-upload,creation-defer-length,checksum,checksum-trailer,"
            + "expiration,termination,concatenation,concatenation-unfinished",
            Header(answer, "Tus-Extension"));
        Assert.Equal("sha1,sha256", Header(answer, "Tus-Checksum-Algorithm"));
        Assert.True(long.Parse(Header(answer, "Tus-Max-Size")) >= 3L << 30);
        Assert.False(answer.Headers.Contains("Tus-Resumable"));
    }

    [Fact]
    public async Task An_upload_is_made_written_read_and_ended()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var begun = await amira.BeginUpload(lesson, 10, "lesson.mp4");
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("1.0.0", Header(begun, "Tus-Resumable"));
        var upload = begun.Headers.Location!;
        Assert.True(upload.IsAbsoluteUri);

        using var patched = await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[4]));
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        Assert.Equal(4, Tus.Offset(patched));

        using var head = await amira.Http.SendAsync(Tus.Head(upload));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(4, Tus.Offset(head));
        Assert.Equal("10", Header(head, "Upload-Length"));
        Assert.Equal(Tus.Metadata(lesson, "lesson.mp4"), Header(head, "Upload-Metadata"));
        Assert.Contains("no-store", head.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var deleted = await amira.Http.SendAsync(Tus.Delete(upload));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var request in (HttpRequestMessage[])
            [Tus.Head(upload), Tus.Delete(upload), Tus.Patch(upload, 4, new byte[6])])
        {
            using var gone = await amira.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.False(gone.Headers.Contains("Upload-Offset"));
        }

        Assert.Equal("awaiting", await amira.StateOf(lesson));
    }

    [Theory]
    [InlineData(null, "lessonId", HttpStatusCode.BadRequest)]
    [InlineData("-1", "lessonId", HttpStatusCode.BadRequest)]
    [InlineData("ten", "lessonId", HttpStatusCode.BadRequest)]
    [InlineData("1.5", "lessonId", HttpStatusCode.BadRequest)]
    [InlineData("99999999999999999999", "lessonId", HttpStatusCode.BadRequest)]
    [InlineData("9999999999999999", "lessonId", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("10", null, HttpStatusCode.BadRequest)]
    [InlineData("10", "filename bGVzc29uLm1wNA==", HttpStatusCode.BadRequest)]
    [InlineData("10", "lessonId not!base64", HttpStatusCode.BadRequest)]
    [InlineData("10", "lessonId bm90IGFuIGlk", HttpStatusCode.BadRequest)]
    [InlineData("10", "lessonId,lessonId,lessonId", HttpStatusCode.BadRequest)]
    [InlineData("10", "lessonId a b c", HttpStatusCode.BadRequest)]
    public async Task A_malformed_announcement_is_refused(
        string? length, string? metadata, HttpStatusCode expected)
    {
        var amira = await app.Someone("Amira");
        if (metadata == "lessonId") metadata = Tus.Metadata(await amira.PlanLesson(), "lesson.mp4");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/uploads");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        if (length is not null) request.Headers.TryAddWithoutValidation("Upload-Length", length);
        if (metadata is not null) request.Headers.TryAddWithoutValidation("Upload-Metadata", metadata);
        await Problem.TitleOf(await amira.Http.SendAsync(request), expected);
    }

    [Fact]
    public async Task A_name_that_means_harm_becomes_only_words()
    {
        var amira = await app.Someone("Amira");
        using var begun = await amira.BeginUpload(
            await amira.PlanLesson(), 10,
            "../../etc/\0passwd\r\nSet-Cookie: x=y\ud83c" + new string('x', 5000));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var name = (await amira.UnfinishedUploads()).Single()!["filename"]!.GetValue<string>();
        Assert.DoesNotContain(name, char.IsControl);
        Assert.InRange(name.Length, 1, 255);
    }

    [Fact]
    public async Task Nothing_at_all_arrives_at_once()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var begun = await amira.BeginUpload(lesson, 0);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal(0, await OffsetOf(amira, begun.Headers.Location!));
        var recording = await amira.RecordingOnce(lesson, one => (string?)one["state"] == "failed");
        Assert.NotEmpty(recording["failure"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_offset_gets_the_true_one_and_changes_nothing()
    {
        var amira = await app.Someone("Amira");
        var upload = await Begin(amira, 10);
        await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[4]));
        foreach (var wrong in (long[])[0, 3, 5, 10, 11, long.MaxValue])
        {
            using var answer = await amira.Http.SendAsync(Tus.Patch(upload, wrong, new byte[2]));
            await Problem.TitleOf(answer, HttpStatusCode.Conflict);
            Assert.Equal(4, Tus.Offset(answer));
        }

        Assert.Equal(4, await OffsetOf(amira, upload));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_was_announced_is_refused_and_nothing_past_it_is_kept(bool saysHowMuch)
    {
        var amira = await app.Someone("Amira");
        var upload = await Begin(amira, 10);
        using var request = Tus.Patch(upload, 0, new byte[11]);
        request.Headers.TransferEncodingChunked = !saysHowMuch;
        using var answer = await amira.Http.SendAsync(request);
        await Problem.TitleOf(answer, HttpStatusCode.RequestEntityTooLarge);
        Assert.InRange(await OffsetOf(amira, upload), 0, 9);
        Assert.Single(await amira.UnfinishedUploads());
    }

    [Theory]
    [InlineData("0", "application/octet-stream", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("0", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, "application/offset+octet-stream", HttpStatusCode.BadRequest)]
    [InlineData("-1", "application/offset+octet-stream", HttpStatusCode.BadRequest)]
    [InlineData("0x0", "application/offset+octet-stream", HttpStatusCode.BadRequest)]
    [InlineData("99999999999999999999", "application/offset+octet-stream", HttpStatusCode.BadRequest)]
    public async Task A_malformed_part_is_refused(string? offset, string? type, HttpStatusCode expected)
    {
        var amira = await app.Someone("Amira");
        var upload = await Begin(amira, 10);
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload);
        request.Content = new ByteArrayContent(new byte[2]);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        if (offset is not null) request.Headers.Add("Upload-Offset", offset);
        if (type is not null) request.Content.Headers.Add("Content-Type", type);
        await Problem.TitleOf(await amira.Http.SendAsync(request), expected);
        Assert.Equal(0, await OffsetOf(amira, upload));
    }

    [Fact]
    public async Task A_client_that_knows_only_POST_can_say_what_it_means()
    {
        var amira = await app.Someone("Amira");
        var upload = await Begin(amira, 10);
        using var patch = Tus.Patch(upload, 0, new byte[4]);
        patch.Method = HttpMethod.Post;
        patch.Headers.Add("X-HTTP-Method-Override", "PATCH");
        using var patched = await amira.Http.SendAsync(patch);
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);

        using var delete = Tus.Delete(upload);
        delete.Method = HttpMethod.Post;
        delete.Headers.Add("X-HTTP-Method-Override", "DELETE");
        using var deleted = await amira.Http.SendAsync(delete);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("%00")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("..%2F..%2Fapi%2Fme")]
    public async Task An_upload_that_nobody_knows_is_not_there(string key)
    {
        var amira = await app.Someone("Amira");
        var address = new Uri(app.Address, $"/api/uploads/{key}");
        foreach (var request in (HttpRequestMessage[])
            [Tus.Head(address), Tus.Delete(address), Tus.Patch(address, 0, new byte[1])])
        {
            using var answer = await amira.Http.SendAsync(request);
            Assert.True((int)answer.StatusCode is 404 or 400, $"{request.Method} got {answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Upload-Offset"));
        }
    }

    private static async Task<Uri> Begin(SignedIn person, long bytes) =>
        (await person.BeginUpload(await person.PlanLesson(), bytes)).Headers.Location!;

    private static async Task<long> OffsetOf(SignedIn person, Uri upload)
    {
        using var head = await person.Http.SendAsync(Tus.Head(upload));
        return Tus.Offset(head);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues(name).Single();
}
