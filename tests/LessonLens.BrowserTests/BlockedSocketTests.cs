using System.Diagnostics;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>
/// A proxy that lets no WebSocket through, one that holds back event streams too, and one that lets the live
/// line through in no way.
/// </summary>
[Collection(nameof(Alone))]
public sealed class BlockedSocketTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    // What a proxy in between answers to what it does not know.
    private const string NoSockets = """
        window.WebSocket = class extends WebSocket {
          constructor() { super(location.origin.replace('http', 'ws') + '/nowhere') }
        };
        """;

    private const string NoStreams = """
        window.EventSource = class extends EventSource {
          constructor(url, options) { super(url.includes('/hubs/') ? '/nowhere' : url, options) }
        };
        """;

    [Fact]
    public async Task Without_WebSockets_two_pages_still_see_each_others_notes_within_two_seconds()
    {
        await using var two = await TwoPeople.Meet(app, chromium);
        await two.Amira.Page.AddInitScriptAsync(NoSockets);
        await two.Ben.Page.AddInitScriptAsync(NoSockets + NoStreams);
        foreach (var (window, way) in (IEnumerable<(Window, string)>)
            [(two.Amira, "eventsource"), (two.Ben, "fetch")])
        {
            // After the negotiation each transport asks with the connection's id.
            await window.Page.RunAndWaitForRequestAsync(
                async () => { await window.Page.ReloadAsync(); await window.SeesThePicture(); },
                request => request.Method == "GET" && request.ResourceType == way
                    && request.Url.Contains("/hubs/review?id=", StringComparison.Ordinal));
        }

        await Expect(two.Amira.Page.Locator("who-is-here")).ToContainTextAsync("B");
        await Expect(two.Ben.Page.Locator("who-is-here")).ToContainTextAsync("A");

        foreach (var (author, reader, words) in (IEnumerable<(Window, Window, string)>)
            [(two.Amira, two.Ben, "By the stream"), (two.Ben, two.Amira, "By asking again")])
        {
            var since = Stopwatch.GetTimestamp();
            await author.WriteNote(words);
            await reader.SeesNote(words, withinMs: 2000);
            Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0, 2);
        }

        two.HadNoFaults();
    }

    [Fact]
    public async Task A_lost_notice_costs_at_most_five_seconds()
    {
        var (amira, ben) = (await app.Someone("Amira Haddad"), await app.Someone("Ben Carter"));
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        await window.Page.RouteAsync("**/hubs/**", route => route.AbortAsync());
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesNote("No notes yet");
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "Nobody told her");
        await window.SeesNote("Nobody told her", withinMs: 6500);
    }
}
