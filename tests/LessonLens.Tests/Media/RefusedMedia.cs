using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>
/// Attempts on media by whoever may not have them: every kind of question that HTTP has for a file, each
/// asked also about a lesson that does not exist. The two answers must not differ in anything.
/// </summary>
internal sealed partial class RefusedMedia(LessonLensApp app, Guid lesson, Guid clip)
{
    private static readonly string[] Telling =
        ["ETag", "Accept-Ranges", "Content-Range", "Last-Modified", "Content-Disposition", "Retry-After"];

    public int Attempts { get; private set; }

    /// <param name="person">Who asks; nobody is a client without a cookie.</param>
    /// <param name="known">What they knew when they still might: paths and entity tags.</param>
    /// <param name="expected">401 for who is not signed in, else 404.</param>
    public async Task Ask(
        HttpClient person, IReadOnlyDictionary<string, string> known, HttpStatusCode expected)
    {
        foreach (var (path, tag) in known)
        {
            foreach (var question in Questions(tag))
            {
                var name = $"{question.Method} {path} {question.Headers}";
                var refused = await Answer(person, path, question);
                Assert.True(refused.Status == expected, $"{name}: {refused}");
                Assert.Equal(await Answer(person, Missing(path), question), refused);
                Attempts++;
            }
        }
    }

    /// <summary>As it is written, dots and escapes and all: what a browser would tidy up first.</summary>
    public async Task AskExactly(HttpClient person, string path)
    {
        var refused = await Answer(person, path, new Question(HttpMethod.Get));
        Assert.True(refused.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest,
            $"{path}: {refused}");
        Attempts++;
    }

    private static IEnumerable<Question> Questions(string tag) =>
    [
        new(HttpMethod.Get), new(HttpMethod.Head),
        new(HttpMethod.Get, "Range: bytes=0-99"), new(HttpMethod.Get, "Range: bytes=-1"),
        new(HttpMethod.Get, "Range: bytes=99999999999-"), new(HttpMethod.Get, $"If-None-Match: {tag}"),
        new(HttpMethod.Get, $"If-Match: {tag}"), new(HttpMethod.Get, "If-None-Match: *"),
        new(HttpMethod.Get, $"Range: bytes=0-0\nIf-Range: {tag}"),
        new(HttpMethod.Head, $"Range: bytes=0-0\nIf-Range: {tag}"),
    ];

    private string Missing(string path) => path
        .Replace(lesson.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal)
        .Replace(clip.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal);

    private async Task<Refusal> Answer(HttpClient person, string path, Question question)
    {
        using var request = new HttpRequestMessage(question.Method, new Uri(
            app.Address.GetLeftPart(UriPartial.Authority) + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var line in question.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            request.Headers.TryAddWithoutValidation(line.Split(": ")[0], line.Split(": ")[1]);
        using var answer = await person.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = ((IEnumerable<HttpHeaders>)[answer.Headers, answer.Content.Headers])
            .SelectMany(some => some).Where(header => header.Key != "Date").ToList();
        Assert.DoesNotContain(headers, header => Telling.Contains(header.Key));
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // Words for people and programs, and nothing else; nothing where it was no HTTP.
        if (body.Length > 0)
        {
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }

        var lines = headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();
        return new Refusal(answer.StatusCode, string.Join('\n', lines), TraceId().Replace(body, ""));
    }

    [GeneratedRegex("\"traceId\":\"[0-9a-f-]+\"")]
    private static partial Regex TraceId();

    private sealed record Question(HttpMethod Method, string Headers = "");

    private sealed record Refusal(HttpStatusCode Status, string Headers, string Body);
}
