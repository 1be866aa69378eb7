using System.Net;
using System.Net.WebSockets;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

/// <summary>What a cookie authenticates and changes something is done for our own pages only.</summary>
public sealed class SameOriginTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    [InlineData("Origin", "{our address}.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData(null, null)]
    public async Task A_request_from_elsewhere_is_refused_on_every_route_that_changes_something(
        string? header, string? value)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var elsewhere = app.NewClient(fromOurPages: false);
        elsewhere.DefaultRequestHeaders.Add("Cookie", amira.Cookie);
        elsewhere.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        if (header is not null)
            elsewhere.DefaultRequestHeaders.Add(header, Named(value!));

        var routes = Guarded().ToList();
        Assert.True(routes.Count >= 80, $"Only {routes.Count} routes were found.");
        foreach (var (method, path) in routes)
        {
            using var request = new HttpRequestMessage(
                new HttpMethod(method), Routes.Fill(path, lesson.ToString()));
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await elsewhere.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden,
                $"{method} {path} got {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf("/api/me"));
    }

    [Theory]
    [InlineData("Origin", "{our address}")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task A_request_from_our_own_pages_is_served(string header, string value)
    {
        var amira = await app.Someone("Amira");
        using var browser = app.NewClient(fromOurPages: false);
        browser.DefaultRequestHeaders.Add("Cookie", amira.Cookie);
        browser.DefaultRequestHeaders.Add(header, Named(value));
        using var negotiate = await browser.PostAsync(
            new Uri("/hubs/review/negotiate?negotiateVersion=1", UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.OK, negotiate.StatusCode);
        using var signOut = await browser.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, signOut.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("{our address}.evil.example")]
    [InlineData(null)]
    public async Task The_live_side_takes_no_call_from_elsewhere(string? origin)
    {
        var amira = await app.Someone("Amira");
        var stop = TestContext.Current.CancellationToken;
        var hub = new UriBuilder(app.Address) { Scheme = "ws", Path = "/hubs/review" }.Uri;
        using var refused = Line(origin);
        await Assert.ThrowsAsync<WebSocketException>(() => refused.ConnectAsync(hub, stop));
        Assert.Equal(HttpStatusCode.Forbidden, refused.HttpStatusCode);
        using var served = Line("{our address}");
        await served.ConnectAsync(hub, stop);

        ClientWebSocket Line(string? from)
        {
            var line = new ClientWebSocket();
            line.Options.CollectHttpResponseDetails = true;
            line.Options.SetRequestHeader("Cookie", amira.Cookie);
            if (from is not null) line.Options.SetRequestHeader("Origin", Named(from));
            return line;
        }
    }

    private string Named(string origin) => origin.Replace(
        "{our address}", app.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

    /// <summary>
    /// All but the uploads' own addresses, which hold a secret; and the hub, whatever the method.
    /// </summary>
    private IEnumerable<(string Method, string Path)> Guarded() => Routes.Of(app)
        .Where(route => route.Pattern.StartsWith("/hubs", StringComparison.Ordinal)
            || (Routes.IsUnsafe(route.Method) && route.Pattern != "/api/uploads/{key}"));
}
