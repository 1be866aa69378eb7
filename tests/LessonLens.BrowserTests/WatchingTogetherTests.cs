using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Deque.AxeCore.Playwright;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>Two people in two places look at the same moment.</summary>
[Collection(nameof(Alone))]
public sealed class WatchingTogetherTests(LessonLensApp app, Chromium chromium, ITestOutputHelper output)
    : IClassFixture<LessonLensApp>
{
    // It takes a while to be ready, and until then the machine is busy.
    private static readonly ConditionalWeakTable<LessonLensApp, Task<(SignedIn, SignedIn, Guid)>> Ready = [];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 15)]
    [InlineData(150, 15)]
    public async Task Two_pictures_stay_together_however_far_the_line(int oneWayMs, int jitterMs)
    {
        await using var line = Line.Far(app, oneWayMs, jitterMs);
        var (amira, ben) = await AmiraAndBen(line);
        await using var _ = amira;
        await using var __ = ben;
        await Expect(amira.Page.Locator("together-bar"))
            .ToContainTextAsync("You and Ben are watching together");

        await amira.Page.Keyboard.PressAsync("k");
        await BothPlay();
        await Settles();
        await amira.Page.EvaluateAsync(CountSeeks);
        await ben.Page.EvaluateAsync(CountSeeks);
        var worst = await WorstApartMs(LongForm.OrShort(60, 4));
        Assert.Equal((0, 0), (await Seeks(amira), await Seeks(ben)));

        // Ben's film does not come for three seconds, at a place that nobody has fetched ahead.
        var comes = new TaskCompletionSource();
        await ben.Page.RouteAsync("**/media/**", async route =>
        {
            await comes.Task;
            await route.ContinueAsync();
        });
        await amira.Page.EvaluateAsync(
            $"document.querySelector('lesson-player').goTo({LongForm.OrShort(1_500_000, 105_000)})");
        await Expect(amira.Page.GetByText("Ben is loading…")).ToBeVisibleAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.False(await IsPlaying(amira));
        comes.SetResult();
        await BothPlay();
        await Settles();
        var worstAfter = await WorstApartMs(3);

        await ben.Page.Keyboard.PressAsync("k");
        await amira.Page.WaitForFunctionAsync("() => document.querySelector('video').paused");
        await Wait.Until(async () => await Moment(amira) == await Moment(ben),
            otherwise: () => "they stand at two moments");
        output.WriteLine($"{2 * oneWayMs} ms there and back, ±{jitterMs} ms each way: "
            + $"{worst:0} ms apart, {worstAfter:0} ms after a stall; bar 80 ms");
        Assert.InRange(Math.Max(worst, worstAfter), 0, 80);
        Assert.Empty(amira.Faults);
        Assert.Empty(ben.Faults);

        async Task BothPlay()
        {
            var how = "";
            await Wait.Until(async () =>
            {
                how = $"Amira: {await How(amira)}; Ben: {await How(ben)}";
                return await IsPlaying(amira) && await IsPlaying(ben);
            }, otherwise: () => $"they do not both play. {how}");
        }

        // So long they have, as promised, until they must be together.
        static Task Settles() => Task.Delay(TimeSpan.FromSeconds(5));

        async Task<double> WorstApartMs(int seconds)
        {
            var most = 0.0;
            var end = DateTime.UtcNow.AddSeconds(seconds);
            while (DateTime.UtcNow < end) most = Math.Max(most, await ApartMs(amira, ben));
            return most;
        }
    }

    [Fact]
    public async Task One_drives_the_other_asks_and_either_browses_alone_and_comes_back()
    {
        await using var line = Line.Far(app, 5, 0);
        var (amira, ben) = await AmiraAndBen(line);
        await using var _ = amira;
        await using var __ = ben;

        // By keyboard alone, as everything here.
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Let me drive" }).FocusAsync();
        await amira.Page.Keyboard.PressAsync("Enter");
        await Expect(ben.Page.Locator("together-bar")).ToContainTextAsync("Amira is driving");
        await Press(ben, "Ask to drive");
        await Expect(amira.Page.GetByText("Ben would like to drive")).ToBeVisibleAsync();
        foreach (var window in (Window[])[amira, ben])
            Assert.Empty((await window.Page.RunAxe()).Violations.Select(broken => broken.Id));
        await Press(amira, "Hand over to Ben");
        await Expect(ben.Page.Locator("together-bar")).ToContainTextAsync("You are driving");
        await ben.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(30_000)");
        await Wait.Until(async () => await Moment(amira) == 30_000,
            otherwise: () => "Amira was not taken along");

        // Whoever does not drive and does something for themselves browses on their own.
        await amira.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(60_000)");
        await Expect(amira.Page.Locator("together-bar")).ToContainTextAsync("browsing on your own");
        Assert.Empty((await amira.Page.RunAxe()).Violations.Select(broken => broken.Id));
        await Expect(ben.Page.Locator("together-bar")).ToContainTextAsync("You are driving");
        Assert.Equal(30_000, await Moment(ben));
        await Press(amira, "Rejoin at 0:30");
        await Wait.Until(async () => await Moment(amira) == 30_000,
            otherwise: () => "Amira has not come back");

        await Press(ben, "Let both drive");
        await Expect(amira.Page.Locator("together-bar")).ToContainTextAsync("watching together");
        await amira.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(45_000)");
        await Wait.Until(async () => await Moment(ben) == 45_000, otherwise: () => "Ben was not taken along");
        Assert.Empty(amira.Faults);
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task After_a_cut_the_page_is_where_the_other_is_and_not_where_it_was()
    {
        await using var line = Line.Far(app, 5, 0);
        var (amira, ben) = await AmiraAndBen(line);
        await using var _ = amira;
        await using var __ = ben;
        await amira.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(20_000)");
        await Wait.Until(async () => await Moment(ben) == 20_000, otherwise: () => "Ben was not taken along");

        line.Cut();
        await Expect(amira.Page.Locator("together-bar")).ToBeEmptyAsync();
        await amira.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(40_000)");
        line.Mend();
        await Wait.Until(async () => await Moment(ben) == 40_000, otherwise: () => "Ben is elsewhere");
        Assert.False(await IsPlaying(ben));
    }

    [Fact]
    public async Task Whoever_comes_late_and_loads_slowly_takes_nobody_back()
    {
        await using var line = Line.Far(app, 5, 0);
        var (amira, ben) = await AmiraAndBen(line);
        await using var _ = amira;
        await using var __ = ben;
        var (comes, sent) = (new TaskCompletionSource(), new ConcurrentQueue<string>());
        await ben.Page.RouteAsync("**/media/**", async route =>
        {
            await comes.Task;
            await route.ContinueAsync();
        });
        ben.Page.WebSocket += (_, socket) =>
            socket.FrameSent += (_, frame) => sent.Enqueue(frame.Text ?? "");
        await ben.Page.GotoAsync("/");
        await amira.Page.EvaluateAsync("document.querySelector('lesson-player').goTo(30_000)");
        await amira.Page.Keyboard.PressAsync("k");
        await Wait.Until(async () => await IsPlaying(amira), otherwise: () => "Amira does not play");
        var before = await Moment(amira);

        await ben.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Expect(amira.Page.GetByText("Ben is loading…")).ToBeVisibleAsync();
        Assert.InRange(await Moment(amira), before, before + 20_000);
        comes.SetResult();
        await Wait.Until(async () => await IsPlaying(ben) && await IsPlaying(amira),
            otherwise: () => "they do not both play");
        Assert.DoesNotContain(sent, frame => frame.Contains("\"Drive\"", StringComparison.Ordinal));
    }

    private static Task Press(Window window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    private static Task<bool> IsPlaying(Window window) => window.Page.EvaluateAsync<bool>("""
        () => { const video = document.querySelector('video'); return !video.paused && video.readyState > 2; }
        """);

    private static Task<string> How(Window window) => window.Page.EvaluateAsync<string>("""
        () => { const video = document.querySelector('video');
                const bar = document.querySelector('together-bar');
                return `${video.paused ? 'paused' : 'plays'} at ${video.currentTime}, `
                  + `ready ${video.readyState}, `
                  + bar.innerText.replaceAll('\n', ' '); }
        """);

    private static Task<int> Moment(Window window) =>
        window.Page.EvaluateAsync<int>("document.querySelector('lesson-player').momentMs");

    private const string CountSeeks = """
        () => { window.seeks = 0;
                document.querySelector('video').addEventListener('seeking', () => { window.seeks++; }); }
        """;

    private static Task<int> Seeks(Window window) => window.Page.EvaluateAsync<int>("window.seeks");

    // Both browsers run on one machine, so they have one clock of the wall.
    private static async Task<double> ApartMs(Window one, Window other)
    {
        const string beginning = """
            () => { const video = document.querySelector('video');
                    return performance.timeOrigin + performance.now() - video.currentTime * 1000; }
            """;
        var of = one.Page.EvaluateAsync<double>(beginning);
        return Math.Abs(await of - await other.Page.EvaluateAsync<double>(beginning));
    }

    private async Task<(Window Amira, Window Ben)> AmiraAndBen(Line bensLine)
    {
        var (amira, ben, lesson) = await Ready.GetValue(app, OfAmiraAndBen);
        var windows = (await Window.Open(chromium, app),
            await Window.Open(chromium, app, 390, ColorScheme.Dark, bensLine));
        foreach (var (window, person) in (ValueTuple<Window, SignedIn>[])
            [(windows.Item1, amira), (windows.Item2, ben)])
        {
            await window.SignIn(person);
            await window.Page.GotoAsync($"/lessons/{lesson}");
            await window.SeesThePicture();
        }

        await Expect(windows.Item2.Page.Locator("together-bar")).ToContainTextAsync("Amira");
        return windows;
    }

    private static async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> OfAmiraAndBen(LessonLensApp app)
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.LongOrFullLesson());
        await amira.RecordingOnce(
            lesson, recording => (string?)recording["state"] == "ready", LongForm.OrShort(1200, 120));
        await amira.Share(lesson, with: ben);
        return (amira, ben, lesson);
    }
}
