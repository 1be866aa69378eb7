using System.Net;
using System.Net.Http.Json;
using LessonLens.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>Signing in where several web processes serve one school, or one behind a proxy.</summary>
public sealed class WebProcessesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Web_processes_read_each_others_secrets_and_count_together()
    {
        // At once, so that both make keys.
        var processes = await Task.WhenAll(server.Start(), server.Start());
        foreach (var (one, other) in processes.Zip(processes.Reverse()))
        {
            var amira = await server.Someone(one, "Amira");
            var phone = await Phone.SetUp(TimeProvider.System, amira, stepsOff: 0);
            using var browser = new Browser(other.Address, from: null);
            Assert.Equal(HttpStatusCode.NoContent, await Try(browser, amira.Email, phone.Code(1)));
        }

        using var thief = new Browser(processes[0].Address, from: null);
        for (var times = 0; times < 10; times++) await Try(thief, "amira@guessed.example");
        using var elsewhere = new Browser(processes[1].Address, IPAddress.Parse("127.0.0.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(elsewhere, "amira@guessed.example"));
    }

    [Fact]
    public async Task Whoever_says_whom_they_speak_for_is_believed_only_where_they_are_named()
    {
        var process = await server.StartWith(
            new Dictionary<string, string> { ["Proxies__Known__0"] = "127.0.0.9" });
        foreach (var (from, counted) in (ValueTuple<string, string>[])[
            ("127.0.0.9", "cb007107"), ("127.0.0.3", "7f000003")])
        {
            using var browser = new Browser(process.Address, IPAddress.Parse(from));
            browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            await Try(browser, $"{from}@guessed.example");
            Assert.Equal(1, await server.Sql<int>("select count from attempts where subject = @subject",
                new { subject = Secret.Hash($"passwords from {counted}") }));
        }
    }

    private static async Task<HttpStatusCode> Try(Browser browser, string email, string? code = null)
    {
        var credentials = new Dictionary<string, string>
        {
            ["email"] = email, ["password"] = LessonLensApp.Password,
        };
        if (code is not null) credentials["code"] = code;
        return (await browser.Http.PostAsJsonAsync("/api/session", credentials)).StatusCode;
    }
}
