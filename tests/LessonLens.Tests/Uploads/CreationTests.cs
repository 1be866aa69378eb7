using System.Net;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>How an upload begins: with its first bytes, or without its length (tus 1.0.0).</summary>
public sealed class CreationTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData(400, false)]
    [InlineData(1000, false)]
    [InlineData(400, true)]
    [InlineData(0, true)]
    public async Task The_first_bytes_may_come_with_the_announcement(int first, bool chunked)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = UploadSteps.Random(1000);
        using var begun = await Announce(amira, lesson, 1000, bytes[..first], chunked: chunked);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal(first, Tus.Offset(begun));
        Assert.Equal(first < 1000, begun.Header("Upload-Expires") is not null);
        Assert.Equal(first < 1000 ? 1 : 0, (await amira.UnfinishedUploads()).Count);

        Assert.Equal(first, await amira.OffsetOf(begun.Headers.Location!));
        using var rest = await amira.Patch(begun.Headers.Location!, first, bytes[first..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }

    [Theory]
    [InlineData("Content-Type: video/mp4", 5, false, 415)]
    [InlineData("", 5, false, 415)]
    [InlineData(UploadSteps.BodyType, 11, false, 413)]
    [InlineData(UploadSteps.BodyType, 11, true, 413)]
    [InlineData(UploadSteps.BodyType + "\nUpload-Length: 0", 3, true, 413)]
    [InlineData(UploadSteps.BodyType + "\nUpload-Checksum: sha1 AAAA", 10, false, 460)]
    [InlineData(UploadSteps.BodyType + "\nUpload-Checksum: md5 AAAA", 10, false, 400)]
    public async Task A_beginning_that_cannot_be_kept_leaves_nothing(
        string headers, int bytes, bool chunked, int expected)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        if (!headers.Contains("Upload-Length", StringComparison.Ordinal)) headers += "\nUpload-Length: 10";
        var answer = await amira.Ask(
            "POST", null, $"{headers}\n{MetadataOf(lesson)}", new byte[bytes], chunked);
        await Problem.TitleOf(answer, (HttpStatusCode)expected);
        Assert.Equal("awaiting", await amira.StateOf(lesson));
        Assert.Equal(0, await app.Sql<long>("""
            select (select count(*) from uploads where lesson_id = @lesson)
                + (select count(*) from recordings where lesson_id = @lesson)
                + (select count(*) from blobs where lesson_id = @lesson)
            """, new { lesson }));
    }

    [Fact]
    public async Task A_beginning_whose_line_broke_is_offered_to_go_on_with()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = UploadSteps.Random(5 << 20);
        using (var line = await RawLine.To(app.Address))
        {
            await line.Send($"""
                POST /api/uploads HTTP/1.1
                Host: {app.Address.Authority}
                Origin: {app.Address.GetLeftPart(UriPartial.Authority)}
                Cookie: {amira.Cookie}
                Tus-Resumable: 1.0.0
                {UploadSteps.BodyType}
                {MetadataOf(lesson)}
                Upload-Length: {bytes.Length}
                Content-Length: {bytes.Length}


                """);
            await line.Send(bytes[..(3 << 20)]);
            line.HangUp();
        }

        await Wait.Until(async () => await amira.UnfinishedUploads() is [{ } one]
            && one["offset"]!.GetValue<long>() >= 2 << 20);
        var upload = new Uri((await amira.UnfinishedUploads())[0]!["url"]!.GetValue<string>());
        var offset = (int)await amira.OffsetOf(upload);
        using var rest = await amira.Patch(upload, offset, bytes[offset..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task How_long_it_will_be_may_be_said_later(bool withTheLastBytes)
    {
        var amira = await app.Someone("Amira");
        var (lesson, upload) = await Deferred(amira);
        using (var head = await amira.Ask("HEAD", upload))
        {
            Assert.Equal("1", head.Header("Upload-Defer-Length"));
            Assert.Null(head.Header("Upload-Length"));
            Assert.Equal("4", head.Header("Upload-Offset"));
        }

        using var last = withTheLastBytes
            ? await amira.Patch(upload, 4, [5, 6], "Upload-Length: 6")
            : await amira.Patch(upload, 4, [5, 6]);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        if (!withTheLastBytes)
        {
            using var end = await amira.Patch(upload, 6, [], "Upload-Length: 6");
            Assert.Equal(HttpStatusCode.NoContent, end.StatusCode);
            Assert.Equal(6, Tus.Offset(end));
        }

        using (var head = await amira.Ask("HEAD", upload))
        {
            Assert.Null(head.Header("Upload-Defer-Length"));
            Assert.Equal("6", head.Header("Upload-Length"));
        }

        Assert.Empty(await amira.UnfinishedUploads());
        Assert.Equal(SHA256.HashData([1, 2, 3, 4, 5, 6]), await amira.Original(lesson));
    }

    [Theory]
    [InlineData("3", 0, 400)]
    [InlineData("-1", 2, 400)]
    [InlineData("six", 2, 400)]
    [InlineData("99999999999999", 2, 413)]
    [InlineData("5", 2, 413)]
    public async Task A_length_that_cannot_be_is_not_taken(string length, int bytes, int expected)
    {
        var amira = await app.Someone("Amira");
        var (_, upload) = await Deferred(amira);
        using var answer = await amira.Patch(upload, 4, new byte[bytes], $"Upload-Length: {length}");
        await Problem.TitleOf(answer, (HttpStatusCode)expected);
        using var head = await amira.Ask("HEAD", upload);
        Assert.Equal("1", head.Header("Upload-Defer-Length"));
        Assert.Equal("4", head.Header("Upload-Offset"));
    }

    [Fact]
    public async Task A_length_comes_with_bytes_that_are_wrong_and_does_not_stay()
    {
        var amira = await app.Someone("Amira");
        var (_, upload) = await Deferred(amira);
        using var answer = await amira.Patch(
            upload, 4, new byte[2], "Upload-Length: 6\nUpload-Checksum: sha1 AAAA");
        await Problem.TitleOf(answer, (HttpStatusCode)460);
        using var head = await amira.Ask("HEAD", upload);
        Assert.Equal("1", head.Header("Upload-Defer-Length"));
    }

    [Fact]
    public async Task A_length_that_is_known_does_not_change()
    {
        var amira = await app.Someone("Amira");
        var upload = await amira.NewUpload(10);
        using var same = await amira.Patch(upload, 0, new byte[2], "Upload-Length: 10");
        Assert.Equal(HttpStatusCode.NoContent, same.StatusCode);
        using var other = await amira.Patch(upload, 2, new byte[2], "Upload-Length: 11");
        await Problem.TitleOf(other, HttpStatusCode.BadRequest);
        Assert.Equal(2, await amira.OffsetOf(upload));
    }

    [Fact]
    public async Task Giving_up_what_has_arrived_completely_does_not_delete_the_recording()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var begun = await Announce(amira, lesson, 10, new byte[10]);
        using var ended = await amira.Ask("DELETE", begun.Headers.Location);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var head = await amira.Ask("HEAD", begun.Headers.Location);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.Equal(SHA256.HashData(new byte[10]), await amira.Original(lesson));
    }

    [Fact]
    public async Task Giving_up_ends_the_request_that_still_writes()
    {
        var amira = await app.Someone("Amira");
        var upload = await amira.NewUpload(10 << 20);
        using var line = await RawLine.Patch(upload, 0, $"Content-Length: {10 << 20}");
        await line.Send(new byte[3 << 20]);
        await Wait.Until(async () => (await amira.UnfinishedUploads())[0]!["offset"]!.GetValue<long>() > 0);
        using var ended = await amira.Ask("DELETE", upload);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Empty(await amira.UnfinishedUploads());
        var left = Directory.EnumerateFiles(
            Path.Combine(app.DataFolder, "blobs"), "*.part", SearchOption.AllDirectories);
        Assert.DoesNotContain(left, file => new FileInfo(file).Length >= 1 << 20);
    }

    private static async Task<(Guid Lesson, Uri Upload)> Deferred(SignedIn person)
    {
        var lesson = await person.PlanLesson();
        using var begun = await person.Ask("POST", null, $"Upload-Defer-Length: 1\n{MetadataOf(lesson)}");
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var upload = begun.Headers.Location!;
        using var first = await person.Patch(upload, 0, [1, 2, 3, 4]);
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        return (lesson, upload);
    }

    private static Task<HttpResponseMessage> Announce(
        SignedIn person, Guid lesson, long length, byte[] body, bool chunked = false) =>
        person.Ask("POST", null,
            $"{UploadSteps.BodyType}\nUpload-Length: {length}\n{MetadataOf(lesson)}", body, chunked);

    private static string MetadataOf(Guid lesson) =>
        $"Upload-Metadata: lessonId {Convert.ToBase64String(Encoding.ASCII.GetBytes(lesson.ToString()))}";
}
