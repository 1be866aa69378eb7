using System.Net;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>
/// Requests that are wrong, by accident or on purpose: the exact status, words for a person, and an upload
/// that is afterwards what it was.
/// </summary>
public sealed class HostileUploadTests(OneTeacher one) : IClassFixture<OneTeacher>
{
    private const string Body = UploadSteps.BodyType;
    private const string At4 = Body + "\nUpload-Offset: 4";

    // Of an upload of 10 bytes, 4 have arrived.
    [Theory]
    [InlineData(Body, 400)]
    [InlineData(Body + "\nUpload-Offset: -1", 400)]
    [InlineData(Body + "\nUpload-Offset: +4", 400)]
    [InlineData(Body + "\nUpload-Offset: 4.0", 400)]
    [InlineData(Body + "\nUpload-Offset: 0x4", 400)]
    [InlineData(Body + "\nUpload-Offset: 4e0", 400)]
    [InlineData(Body + "\nUpload-Offset: 4 4", 400)]
    [InlineData(Body + "\nUpload-Offset: 4,4", 400)]
    [InlineData(Body + "\nUpload-Offset: four", 400)]
    [InlineData(Body + "\nUpload-Offset: 99999999999999999999", 400)]
    [InlineData(Body + "\nUpload-Offset: 9223372036854775807", 409)]
    [InlineData(Body + "\nUpload-Offset: 0", 409)]
    [InlineData(Body + "\nUpload-Offset: 3", 409)]
    [InlineData(Body + "\nUpload-Offset: 5", 409)]
    [InlineData(Body + "\nUpload-Offset: 10", 409)]
    [InlineData("Upload-Offset: 4", 415)]
    [InlineData("Content-Type: application/octet-stream\nUpload-Offset: 4", 415)]
    [InlineData("Content-Type: application/offset+octet-stream2\nUpload-Offset: 4", 415)]
    [InlineData("Content-Type: multipart/form-data; boundary=x\nUpload-Offset: 4", 415)]
    [InlineData("Content-Type: application/json\nUpload-Offset: 4", 415)]
    [InlineData("Content-Type: nonsense\nUpload-Offset: 4", 415)]
    [InlineData(At4, 413, 7)]
    [InlineData(At4, 413, 7, true)]
    [InlineData(At4, 413, 3 << 20, true)]
    [InlineData(At4 + "\nUpload-Length: 11", 400)]
    [InlineData(At4 + "\nUpload-Length: 9", 400)]
    [InlineData(At4 + "\nUpload-Length: -10", 400)]
    [InlineData(At4 + "\nUpload-Length: ten", 400)]
    [InlineData(At4 + "\nTus-Resumable:", 412)]
    [InlineData(At4 + "\nTus-Resumable: 0.2.2", 412)]
    [InlineData(At4 + "\nTus-Resumable: 1.0", 412)]
    [InlineData(At4 + "\nTus-Resumable: 1.0.0, 0.2.2", 412)]
    [InlineData(At4 + "\nTus-Resumable: 2.0.0", 412)]
    [InlineData(At4 + "\nUpload-Checksum: sha1 AAAA", 460)]
    [InlineData(At4 + "\nUpload-Checksum: sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=", 460)]
    [InlineData(At4 + "\nUpload-Checksum: sha256 AAAAAAAAAAAAAAAAAAAAAAAAAAA=", 460)]
    [InlineData(At4 + "\nUpload-Checksum: sha1", 400)]
    [InlineData(At4 + "\nUpload-Checksum: sha1 !!!!", 400)]
    [InlineData(At4 + "\nUpload-Checksum: sha1 AAA", 400)]
    [InlineData(At4 + "\nUpload-Checksum: sha1  AAAA", 400)]
    [InlineData(At4 + "\nUpload-Checksum: SHA1 AAAA", 400)]
    [InlineData(At4 + "\nUpload-Checksum: md5 AAAA", 400)]
    [InlineData(At4 + "\nUpload-Checksum: crc32 AAAA", 400)]
    [InlineData(At4 + "\nUpload-Checksum: sha1 AAAA,sha256 AAAA", 400)]
    [InlineData(At4 + "\nX-HTTP-Method-Override: PUT", 405)]
    [InlineData(At4 + "\nX-HTTP-Method-Override: ../DELETE", 405)]
    public async Task Bytes_that_do_not_belong_there(
        string headers, int expected, int bytes = 2, bool chunked = false)
    {
        var upload = await one.Arrived4Of10();
        var answer = await one.Amira.Ask("PATCH", upload, headers, new byte[bytes], chunked);
        await Problem.TitleOf(answer, (HttpStatusCode)expected);
        Assert.Equal(expected == 409 ? "4" : null, answer.Header("Upload-Offset"));
        Assert.Equal("1.0.0", answer.Header("Tus-Resumable"));
        Assert.Equal(expected == 412 ? "1.0.0" : null, answer.Header("Tus-Version"));
        await one.IsUnchanged(upload);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("Upload-Length: 10\nUpload-Defer-Length: 1", 400)]
    [InlineData("Upload-Defer-Length: 0", 400)]
    [InlineData("Upload-Defer-Length: 2", 400)]
    [InlineData("Upload-Defer-Length: true", 400)]
    [InlineData("Upload-Length: 1e3", 400)]
    [InlineData("Upload-Length: 10,10", 400)]
    [InlineData("Upload-Length: 0x10", 400)]
    [InlineData("Upload-Length: 9223372036854775807", 413)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filename ###", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filename YQ", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filename Y-_=", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filename a b", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: ,,{lesson}", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},{lesson}", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},a\tb YWFh", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filename\tYWFh", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: lessonId Li4vLi4vZXRjL3Bhc3N3ZA==", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: LESSONID YWFh", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: lessonId {foreign}", 404)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: lessonId {nobody's}", 404)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},{a hundred keys}", 400)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filetype aW1hZ2UvcG5n", 415)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filetype SU1BR0UvUE5H", 415)]
    [InlineData("Upload-Length: 10\nUpload-Metadata: {lesson},filetype YXBwbGljYXRpb24vcGRm", 415)]
    [InlineData("Upload-Length: 10\nUpload-Concat: whole", 400)]
    [InlineData("Upload-Length: 10\nUpload-Concat: partial;/api/uploads/a", 400)]
    [InlineData("Upload-Concat: final;", 400)]
    [InlineData("Upload-Concat: final", 400)]
    [InlineData("Upload-Concat: final;/api/me", 400)]
    [InlineData("Upload-Concat: final;/etc/passwd", 400)]
    [InlineData("Upload-Concat: final;file:///api/uploads/../../etc/passwd", 400)]
    [InlineData("Upload-Concat: final;/api/uploads/0123456789abcdef0123456789abcdef", 404)]
    [InlineData("Upload-Concat: final;/api/uploads/%00", 404)]
    [InlineData("Upload-Concat: final;{upload}", 400)]
    [InlineData("Upload-Concat: final;{part}\nUpload-Length: 4", 400)]
    [InlineData("Upload-Concat: final;{part}\nUpload-Defer-Length: 1", 400)]
    [InlineData("Upload-Concat: final;{a hundred parts} {part}", 400)]
    public async Task An_announcement_that_cannot_be(string headers, int expected)
    {
        var upload = await one.Arrived4Of10();
        if (!headers.Contains("Upload-Metadata", StringComparison.Ordinal))
            headers += "\nUpload-Metadata: {lesson}";
        headers = headers.Replace("{lesson}", $"lessonId {Base64(one.Lesson)}")
            .Replace("{foreign}", Base64(one.Foreign))
            .Replace("{nobody's}", Base64(Guid.CreateVersion7()))
            .Replace("{upload}", upload.AbsolutePath)
            .Replace("{part}", one.Part.AbsolutePath)
            .Replace("{a hundred keys}", Many(100, ",", i => $"key{i}"))
            .Replace("{a hundred parts}", Many(100, " ", _ => one.Part.AbsolutePath));
        var before = await one.Uploads();
        var answer = await one.Amira.Ask("POST", null, headers);
        await Problem.TitleOf(answer, (HttpStatusCode)expected);
        Assert.Null(answer.Headers.Location);
        Assert.Equal(before, await one.Uploads());
        await one.IsUnchanged(upload);
    }

    [Theory]
    [InlineData("GET", "", 405)]
    [InlineData("PUT", "", 405)]
    [InlineData("POST", "Upload-Length: 10", 405)]
    [InlineData("HEAD", "Tus-Resumable: 0.2.2", 412)]
    [InlineData("HEAD", "Tus-Resumable:", 412)]
    [InlineData("DELETE", "Tus-Resumable: 1.0.1", 412)]
    [InlineData("DELETE", "Tus-Resumable:", 412)]
    [InlineData("POST", "X-HTTP-Method-Override: DELETE\nTus-Resumable:", 412)]
    [InlineData("DELETE", "X-HTTP-Method-Override: PUT", 405)]
    public async Task What_cannot_be_done_to_an_upload(string method, string headers, int expected)
    {
        var upload = await one.Arrived4Of10();
        using var answer = await one.Amira.Ask(method, upload, headers);
        Assert.Equal(expected, (int)answer.StatusCode);
        await one.IsUnchanged(upload);
    }

    [Theory]
    [InlineData("Content-Length: 2\nContent-Length: 3", "ab", 400)]
    [InlineData("Content-Length: -2", "ab", 400)]
    [InlineData("Content-Length: 2x", "ab", 400)]
    [InlineData("Content-Length: 2\nX-Folded: a\n b", "ab", 400)]
    [InlineData("Content-Length: 2\nUpload-Length : 12", "ab", 400)]
    [InlineData("Content-Length: 2\nX-Nul: a\0b", "ab", 400)]
    [InlineData("Content-Length: 2\nX-Return: a\rb", "ab", 400)]
    [InlineData("Content-Length: 2\nno colon", "ab", 400)]
    [InlineData("Transfer-Encoding: gzip, identity", "ab", 400)]
    [InlineData("Transfer-Encoding: chunked\nUpload-Checksum: sha1 AAAA", "2\nab\n0\n\n", 460)]
    [InlineData(
        "Content-Length: 9\nTransfer-Encoding: chunked\nUpload-Checksum: sha1 AAAA", "2\nab\n0\n\n", 460)]
    [InlineData("Content-Length: 2\nUpload-Checksum: sha\u0131 AAAA", "ab", 400)]
    [InlineData("Content-Length: 2\n{10,000 keys}", "ab", 431)]
    [InlineData("Content-Length: 2\n{a huge header}", "ab", 431)]
    [InlineData("Content-Length: 2\n{1,000 headers}", "ab", 431)]
    public async Task What_no_library_would_send(string headers, string body, int expected)
    {
        var upload = await one.Arrived4Of10();
        headers = headers
            .Replace("{10,000 keys}", "Upload-Metadata: " + Many(10_000, ",", i => $"k{i}"))
            .Replace("{a huge header}", "X-Huge: " + new string('x', 1 << 20))
            .Replace("{1,000 headers}", Many(1000, "\n", i => $"X-{i}: x"));
        using var line = await RawLine.Patch(upload, 4, headers);
        await line.Send(body);
        Assert.Equal(expected, await line.Status());
        await one.IsUnchanged(upload);
    }

    [Fact]
    public async Task Keys_of_other_alphabets_are_no_keys()
    {
        using var line = await RawLine.To(one.App.Address);
        await line.Send($"""
            POST /api/uploads HTTP/1.1
            Host: {one.App.Address.Authority}
            Origin: {one.App.Address.GetLeftPart(UriPartial.Authority)}
            Cookie: {one.Amira.Cookie}
            Tus-Resumable: 1.0.0
            Upload-Length: 10
            Upload-Metadata: lessonId {Base64(one.Lesson)},{"\u00c3\u00a4"} YWFh
            Content-Length: 0


            """);
        Assert.Equal(400, await line.Status());
    }

    private static string Many(int count, string between, Func<int, string> one) =>
        string.Join(between, Enumerable.Range(0, count).Select(one));

    private static string Base64(Guid id) => Convert.ToBase64String(Encoding.ASCII.GetBytes(id.ToString()));
}

/// <summary>A teacher, her lesson, and somebody else's. A class fixture.</summary>
public sealed class OneTeacher(TestCluster cluster) : IAsyncLifetime
{
    public LessonLensApp App { get; } = new(cluster);
    public SignedIn Amira { get; private set; } = null!;
    public Guid Lesson { get; private set; }
    public Guid Foreign { get; private set; }

    /// <summary>Of hers, and without a byte.</summary>
    public Uri Part { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await App.InitializeAsync();
        Amira = await App.Someone("Amira");
        Lesson = await Amira.PlanLesson();
        Foreign = await (await App.Someone("Ben")).PlanLesson();
        Part = (await Amira.Ask("POST", null, "Upload-Concat: partial\nUpload-Length: 4")).Headers.Location!;
    }

    public async Task<Uri> Arrived4Of10()
    {
        var upload = (await Amira.BeginUpload(Lesson, 10)).Headers.Location!;
        using var patched = await Amira.Patch(upload, 0, [1, 2, 3, 4]);
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        return upload;
    }

    public async Task IsUnchanged(Uri upload)
    {
        using var head = await Amira.Ask("HEAD", upload);
        Assert.Equal(("4", "10"), (head.Header("Upload-Offset"), head.Header("Upload-Length")));
        var blob = await App.Sql<string>(
            "select blob from uploads where key = @key", new { key = upload.Segments[^1] });
        await using var file = File.OpenRead(Path.Combine(App.DataFolder, "blobs", blob! + ".part"));
        var bytes = new byte[4];
        await file.ReadExactlyAsync(bytes);
        Assert.Equal([1, 2, 3, 4], bytes);
    }

    public Task<long> Uploads() => App.Sql<long>("select count(*) from uploads");

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
