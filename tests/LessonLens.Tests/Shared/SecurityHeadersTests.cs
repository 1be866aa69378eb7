using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

public sealed class SecurityHeadersTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/lessons/new", HttpStatusCode.OK)]
    [InlineData("GET", "/lessons/{lesson}", HttpStatusCode.OK)]
    [InlineData("GET", "/lessons/0192a000-0000-7000-8000-000000000001", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/assets/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/lessons/{lesson}", HttpStatusCode.OK)]
    [InlineData("GET", "/api/nowhere", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/me", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/lessons", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/media/lessons/{lesson}/main.m3u8", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("GET", "/health/ready", HttpStatusCode.OK)]
    [InlineData("OPTIONS", "/api/uploads", HttpStatusCode.OK)]
    [InlineData("POST", "/api/uploads", HttpStatusCode.PreconditionFailed)]
    public async Task Whatever_the_answer_its_headers_keep_it_safe(
        string method, string path, HttpStatusCode expected)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var request = new HttpRequestMessage(
            new HttpMethod(method), path.Replace("{lesson}", lesson.ToString(), StringComparison.Ordinal));
        using var answer = await amira.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        AssertSafe(answer);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_at_the_door_carry_them_too()
    {
        using var stranger = app.NewClient(fromOurPages: false);
        using var signIn = await stranger.GetAsync(new Uri("/sign-in", UriKind.Relative));
        using var redirect = await stranger.GetAsync(new Uri("/", UriKind.Relative));
        using var unauthorized = await stranger.GetAsync(new Uri("/api/me", UriKind.Relative));
        using var forbidden = await stranger.PostAsync(
            new Uri("/api/session", UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.All((HttpResponseMessage[])[signIn, redirect, unauthorized, forbidden], AssertSafe);
    }

    [Fact]
    public async Task Built_files_carry_them_and_may_be_kept()
    {
        using var file = await app.NewClient().GetAsync(new Uri("/assets/site.css", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        AssertSafe(file);
        Assert.DoesNotContain("no-store", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private static void AssertSafe(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        var policy = Header("Content-Security-Policy").Split("; ");
        Assert.DoesNotContain(policy, rule => rule.Contains("unsafe", StringComparison.Ordinal));
        foreach (var rule in (string[])
        [
            "default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'",
            "frame-ancestors 'none'",
        ])
            Assert.Contains(rule, policy);

        string Header(string name) =>
            answer.Headers.TryGetValues(name, out var values) ? values.Single() : $"(no {name})";
    }
}
