using System.Net.Http.Headers;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

/// <summary>
/// Whatever is sent to whatever route: no answer blames us, and each refusal is a sentence.
/// </summary>
public sealed class HostileInputTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int Seed = 20_260_314;

    private static readonly string Long = new('x', 100_000);
    private static readonly string Deep = new string('[', 500) + new string(']', 500);

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-1e-400", "99999999999999999999999999", "2147483648",
        "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\uffff\"",
        "\"\\u202e\\u200b\"", "\"ﷺ🙂\"", "\"9999-12-31\"", "\"0000-00-00\"",
        "\"9999-12-31T23:59:59.9999999+14:00\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"annotate\"", "\"try\"", "\"' or 1=1 --\"", "\"../../etc/passwd\"",
        $"\"{Long}\"", Deep, "[]", "{}", "[null]", "{\"a\":{\"b\":[1e999]}}", "{\"\\ud800\":1}",
        "{\"a\":\"\\u0000\"}",
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "[]", "true", "\"x\"", "{", "{}", "{}{}", "{\"title\"", "{\"title\":}",
        "{'title':'x'}", "\0",
        "\ufeff{}", "{\"__proto__\":{}}", "{\"$type\":\"x\"}", Deep, Long, "{\"a\":" + Deep + "}",
    ];

    private static readonly string[] Fields =
    [
        "title", "subject", "className", "taughtOn", "focus", "may", "reason", "until", "email", "password",
        "atMs", "name", "roles",
        "untilMs", "kind", "about", "text", "draft", "drawing", "edit", "Title", "\\u0000", "x", "person",
        "school", "group", "lesson", "session", "view", "job", "classId", "pupil", "basis", "note", "heir",
        "lessons", "lastDay", "keptYears", "code", "offer", "next", "current", "because",
    ];

    /// <summary>What each route takes; one or two of its values become hostile.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Good = new()
    {
        ["/api/session"] = new() { ["email"] = "\"a@b\"", ["password"] = "\"x\"" },
        ["/api/lessons/"] = Lesson,
        ["/api/lessons/{id:guid}"] = Lesson,
        ["/api/lessons/{id:guid}/grants/{personId:guid}"] = new()
        {
            ["may"] = "\"view\"", ["reason"] = "\"x\"", ["until"] = "\"2099-01-01T00:00:00Z\"",
        },
        ["/api/schools/{schoolId:guid}/groups/{groupId:guid}"] = new()
        {
            ["kind"] = "\"community\"", ["name"] = "\"x\"",
        },
        ["/api/lessons/{id:guid}/annotations/{annotationId:guid}"] = new()
        {
            ["atMs"] = "1", ["untilMs"] = "2", ["kind"] = "\"try\"", ["about"] = "\"task\"",
            ["text"] = "\"x\"",
            ["draft"] = "false", ["drawing"] = "{}", ["edit"] = "1",
        },
    };

    private static Dictionary<string, string> Lesson => new()
    {
        ["title"] = "\"x\"", ["subject"] = "\"x\"", ["className"] = "\"x\"", ["taughtOn"] = "\"2026-03-14\"",
        ["focus"] = "\"x\"",
    };

    private static readonly string[] Ids =
    [
        "0192a000-0000-7000-8000-000000000001", "00000000-0000-0000-0000-000000000000", "0", "-1", "x", "%00",
        "%20",
        "{0192a000-0000-7000-8000-000000000001}", "0192a000000070008000000000000001", "..%2f..%2fetc",
        "%F0%9F%99%82",
        "%ED%A0%80", "%ff", "1-1.m4s", "main.m3u8", new('a', 3000),
    ];

    private static readonly string[] Queries =
    [
        "", "?after=0", "?after=-1", "?after=x", "?after=99999999999999999999", "?after=9223372036854775807",
        "?after=1&after=2", "?after=%00", "?status=x", "?" + new string('x', 3000), "?returnUrl=%00",
        "?handler=%00",
        "?lesson=%00", "?lesson=x",
    ];

    [Fact]
    public async Task No_answer_is_a_fault_of_ours_and_each_refusal_of_the_interface_says_why()
    {
        var amira = await app.Someone("Amira");
        var lesson = (await amira.PlanLesson()).ToString();
        string[] ids = [lesson, lesson, lesson, lesson, amira.Id.ToString(), .. Ids];
#pragma warning disable CA5394 // The same requests in each run.
        var luck = new Random(Seed);
        var faults = new List<string>();
        // A stream has no end, and signing out in the middle would make all that follows easy.
        foreach (var (method, pattern) in Routes.Of(app).Where(route =>
            route is not ({ }, "/api/events") and not ("DELETE", "/api/session")
                and not ("POST", "/sign-in?handler=SignOut")))
        {
            var times = LongForm.OrShort(
                inLong: 2000, inShort: Routes.IsUnsafe(method) && !IsPage(pattern) ? 60 : 20);
            for (var time = 0; time < times; time++)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method),
                    Join(Routes.Fill(pattern, luck.GetItems(ids, 3)), luck.GetItems(Queries, 1)[0]));
                if (Routes.IsUnsafe(method)) request.Content = Body(pattern, luck);
                AddHeaders(request, luck);
                if (await FaultOf(amira.Http, request) is { } fault) faults.Add(fault);
            }
        }

#pragma warning restore CA5394
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(20)));
        Assert.NotEmpty(await amira.Get($"/api/lessons/{lesson}"));
    }

    private static bool IsPage(string pattern) =>
        !((string[])["/api", "/media", "/hubs"]).Any(pattern.StartsWith);

    private static string Join(string path, string query) =>
        query.Length > 0 && path.Contains('?', StringComparison.Ordinal)
            ? $"{path}&{query[1..]}" : path + query;

#pragma warning disable CA5394
    private static StringContent Body(string pattern, Random luck)
    {
        var fields = new Dictionary<string, string>(Good.GetValueOrDefault(pattern, []));
        var names = fields.Count > 0 && luck.Next(4) > 0 ? [.. fields.Keys] : Fields;
        foreach (var field in luck.GetItems(names, luck.Next(1, 3)))
            fields[field] = luck.GetItems(Values, 1)[0];
        var json = luck.Next(8) == 0
            ? luck.GetItems(Bodies, 1)[0]
            : $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
        if (IsPage(pattern))
            return new StringContent(string.Join('&', fields.Select(field =>
                $"{field.Key}={Uri.EscapeDataString(field.Value.Trim('"'))}")),
                Encoding.UTF8, "application/x-www-form-urlencoded");
        var body = new StringContent(json, Encoding.UTF8, "application/json");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(luck.GetItems(
            [.. Enumerable.Repeat("application/json", 12), "application/json; charset=utf-16",
             "text/plain", "multipart/form-data", "application/x-www-form-urlencoded",
             "application/offset+octet-stream"],
            1)[0]);
        return body;
    }

    private static void AddHeaders(HttpRequestMessage request, Random luck)
    {
        Maybe("Tus-Resumable", "1.0.0", "1.0.0", "1.0.0", "x");
        Maybe("Upload-Length", "10", "-1", "x", "99999999999999999999", "9223372036854775807");
        Maybe("Upload-Offset", "0", "-1", "x", "9223372036854775807");
        Maybe("Upload-Metadata", "lessonId", "lessonId AAAA", "lessonId /////w==,filename AA==", ",,,",
            Long[..5000]);
        Maybe("Range", "bytes=0-", "bytes=-1", "bytes=9-1", "bytes=99999999999999999999-", "x");
        Maybe("If-None-Match", "*", "x", "\"x\"");
        Maybe("If-Modified-Since", "x", "Thu, 01 Jan 1970 00:00:00 GMT");
        Maybe("Accept", "text/html", "*/*", "x", "application/json");
        Maybe("X-HTTP-Method-Override", "PATCH", "x", "GET", "P@TCH");

        void Maybe(string name, params string[] values)
        {
            if (luck.Next(3) == 0) request.Headers.TryAddWithoutValidation(name, luck.GetItems(values, 1)[0]);
        }
    }
#pragma warning restore CA5394

    private static async Task<string?> FaultOf(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)answer.StatusCode;
        var path = request.RequestUri!.OriginalString;
        var speaksToPrograms = path.StartsWith("/api", StringComparison.Ordinal)
            || path.StartsWith("/media", StringComparison.Ordinal);
        var mustExplain = speaksToPrograms && request.Method != HttpMethod.Head;
        if (status < 400 || (status < 500 && !mustExplain)) return null;

        var said = await answer.Content.ReadAsStringAsync();
        var explains = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && said.Contains("\"title\":\"", StringComparison.Ordinal);
        if (status < 500 && explains) return null;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        var asked = $"{request.Method} {path} {request.Headers} {request.Content?.Headers} {body}"
            .ReplaceLineEndings(" ");
        return $"{status} \"{said[..Math.Min(said.Length, 300)]}\" to {asked[..Math.Min(asked.Length, 700)]}";
    }
}
