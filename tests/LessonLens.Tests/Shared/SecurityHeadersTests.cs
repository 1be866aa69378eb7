using System.Net;
using System.Net.Http.Json;
using System.Text;
using LessonLens.Tests.House;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

/// <summary>
/// Every response carries the headers that keep it safe. <see cref="LessonLensApp"/> sees to all that any
/// test provokes; here each route is asked in each way.
/// </summary>
public sealed class SecurityHeadersTests(LessonLensApp app, TestServer server)
    : IClassFixture<LessonLensApp>, IClassFixture<TestServer>
{
    [Fact]
    public async Task Whatever_is_asked_and_whoever_asks_the_headers_are_complete()
    {
        var amira = await app.Someone("Amira", role: "admin");
        using var stranger = app.NewClient();
        using var foreign = app.NewClient(fromOurPages: false);
        var (statuses, faults) = (new HashSet<HttpStatusCode>(), new List<string>());
        foreach (var (method, pattern) in Routes.Of(app).Where(route =>
            route is not ("DELETE", "/api/session") and not ("POST", "/sign-in?handler=SignOut")))
        {
            var lesson = (await amira.PlanLesson()).ToString();
            foreach (var (client, path, body) in ((HttpClient, string, string)[])
            [
                (amira.Http, Routes.Fill(pattern, lesson), "{}"),
                (amira.Http, Routes.Fill(pattern, "%22"), "{"),
                (stranger, Routes.Fill(pattern, lesson), "{}"), (foreign, Routes.Fill(pattern, lesson), "{}"),
            ])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                if (Routes.IsUnsafe(method))
                    request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                var (status, found) = await Ask(client, request);
                faults.AddRange(found);
                statuses.Add(status);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        // Allowed, refused and malformed.
        foreach (var status in (int[])[200, 204, 302, 400, 401, 403, 404, 405, 412])
            Assert.Contains((HttpStatusCode)status, statuses);
    }

    [Fact]
    public async Task So_they_are_where_there_is_nothing()
    {
        using var stranger = app.NewClient();
        foreach (var path in (string[])
            ["/nowhere", "/assets/nothing.js", "/api/nowhere", "/.git/config", "//"])
            foreach (var method in (string[])["GET", "HEAD", "POST", "TRACE", "PROPFIND"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method),
                    app.Address.GetLeftPart(UriPartial.Authority) + path);
                Assert.Empty((await Ask(stranger, request)).Faults);
            }
    }

    [Fact]
    public async Task Built_files_carry_them_and_may_be_kept()
    {
        using var http = app.NewClient();
        var root = Path.Combine(SourceTree.Root, "src", "LessonLens", "wwwroot");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var path = $"/{Path.GetRelativePath(root, file)}";
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Empty(Faults(answer, path));
            if (answer.IsSuccessStatusCode)
                Assert.DoesNotContain("no-store", $"{answer.Headers.CacheControl}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Outside_of_development_browsers_are_told_to_come_by_https_only()
    {
        var process = await server.StartWith(
            new Dictionary<string, string> { ["Proxies__Known__0"] = "127.0.0.1" });
        using var http = LessonLensApp.NewClient(process.Address);
        Assert.Empty(await Told("/sign-in"));
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Host = "lessons.example.org";
        foreach (var path in (string[])
            ["/sign-in", "/", "/nowhere", "/api/me", "/api/nowhere", "/health/ready", "/assets/site.css",
             "/media/lessons/x"])
            Assert.Equal(["max-age=31536000; includeSubDomains"], await Told(path));

        using var secure = new HttpRequestMessage(HttpMethod.Post, "/api/session");
        secure.Headers.Add("Sec-Fetch-Site", "same-origin");
        secure.Content = JsonContent.Create(new
        {
            email = (await server.Someone(process, "Amira")).Email, password = LessonLensApp.Password,
        });
        using var signedIn = await http.SendAsync(secure);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First();
        Assert.StartsWith("__Host-lessonlens=", cookie, StringComparison.Ordinal);
        foreach (var part in (string[])["secure", "httponly", "samesite=lax", "path=/"])
            Assert.Contains(part, cookie.Split("; "));

        async Task<string[]> Told(string path)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.Headers.TryGetValues("Strict-Transport-Security", out var told) ? [.. told] : [];
        }
    }

    private static async Task<(HttpStatusCode Status, IEnumerable<string> Faults)> Ask(
        HttpClient client, HttpRequestMessage request)
    {
        var path = request.RequestUri!.ToString();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = answer.StatusCode;
        return (status, [.. Faults(answer, path)
            .Select(fault => $"{request.Method} {path} → {status}: {fault}")]);
    }

    private static IEnumerable<string> Faults(HttpResponseMessage answer, string path) =>
        SafeHeaders.Faults(path, name => string.Join(", ", answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key == name).SelectMany(header => header.Value)));
}
