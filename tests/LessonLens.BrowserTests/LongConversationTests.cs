using System.Net.Http.Json;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;

namespace LessonLens.BrowserTests;

/// <summary>What measures time has the machine to itself: after all other tests, one at a time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>500 notes and 300 replies: it opens, takes words and sorts as if there were few.</summary>
[Collection(nameof(Alone))]
public sealed class LongConversationTests(LessonLensApp app, Chromium chromium, ITestOutputHelper output)
    : IClassFixture<LessonLensApp>
{
    private const int Notes = 500;
    private const int Replies = 300;
    private const int OpensWithinMs = 1000;
    private const int KeyWithinMs = 50;
    private const int FilterWithinMs = 100;

    [Fact]
    public async Task A_long_conversation_opens_within_a_second_and_types_and_filters_without_delay()
    {
        var (amira, lesson) = await LongConversation();
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesThePicture();

        // Whatever else the machine does can only make it slower: one quiet moment shows what it can do, and
        // each is judged in full.
        var (opened, key, filter) = await Measure(window);
        for (var again = 0; again < 2
            && (opened > OpensWithinMs || key > KeyWithinMs || filter > FilterWithinMs); again++)
            (opened, key, filter) = await Measure(window);
        Assert.InRange(opened, 0, OpensWithinMs);
        Assert.InRange(key, 0, KeyWithinMs);
        Assert.InRange(filter, 0, FilterWithinMs);
        Assert.Empty(window.Faults);
    }

    /// <summary>
    /// The median of five openings, and what nearly all keys and the slowest filter take until painted.
    /// </summary>
    private async Task<(double OpenedMs, double KeyMs, double FilterMs)> Measure(Window window)
    {
        var opened = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await window.Page.ReloadAsync();
            opened.Add(await window.Page.EvaluateAsync<double>($$"""
                () => new Promise(resolve => {
                    const look = () => document.querySelectorAll('note-list .note').length === {{Notes}}
                        ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
                        : requestAnimationFrame(look);
                    look();
                })
                """));
        }

        await window.SeesThePicture();
        await window.Page.GetByLabel("Your note at").FocusAsync();
        await window.Page.EvaluateAsync("""
            () => { window.keys = [];
                addEventListener('keydown', () => { const at = performance.now();
                    requestAnimationFrame(() =>
                        setTimeout(() => window.keys.push(performance.now() - at))); }, true); }
            """);
        await window.Page.Keyboard.TypeAsync("Everybody has an idea before I ask", new() { Delay = 60 });
        await window.Page.WaitForFunctionAsync("() => window.keys.length >= 34");
        var keys = await window.Page.EvaluateAsync<double[]>("window.keys");
        await window.Page.Keyboard.PressAsync("Escape");
        output.WriteLine($"opened in {string.Join(", ", opened.Select(ms => $"{ms:0}"))} ms");
        output.WriteLine(
            $"a key: median {Part(keys, 0.5):0} ms, p95 {Part(keys, 0.95):0} ms, worst {keys.Max():0} ms");
        var filters = await FilterTimes(window);
        output.WriteLine($"a filter: {string.Join(", ", filters.Select(ms => $"{ms:0}"))} ms");
        return (Part(opened, 0.5), Part(keys, 0.95), filters.Max());
    }

    /// <summary>Each kind alone, one after the other, and back to all.</summary>
    private static async Task<double[]> FilterTimes(Window window)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await window.Page.Locator("#filter-choices input").First.WaitForAsync();
        return await window.Page.EvaluateAsync<double[]>("""
            async () => {
                const times = [];
                for (let i = 0; i < 8; i++) {
                    const chip = document.querySelectorAll('#filter-choices label.kind input')[i >> 1];
                    const at = performance.now();
                    chip.click();
                    await new Promise(painted => requestAnimationFrame(() => setTimeout(painted)));
                    times.push(performance.now() - at);
                    // Nobody asks for the next before all is drawn.
                    await new Promise(rested => setTimeout(rested, 500));
                }
                return times;
            }
            """);
    }

    /// <summary>So much of them takes no longer than this.</summary>
    private static double Part(IReadOnlyCollection<double> times, double part) =>
        times.Order().ElementAt((int)Math.Ceiling(part * times.Count) - 1);

    private async Task<(SignedIn Amira, Guid Lesson)> LongConversation()
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.Share(lesson, with: ben);
        string[] kinds = ["noticed", "wondered", "worked", "try"];
        for (var i = 0; i < Notes; i++)
        {
            var (who, note) = (i % 2 == 0 ? amira : ben, Guid.CreateVersion7());
            (await who.Http.PutAsJsonAsync($"/api/lessons/{lesson}/annotations/{note}", new
            {
                atMs = i * 39,
                kind = kinds[i % 4],
                text = $"Note {i}: two pairs are talking before I ask anybody, and Leila's hand is up first.",
            })).EnsureSuccessStatusCode();
            if (i >= Replies) continue;
            (await ben.Http.PutAsJsonAsync(
                $"/api/lessons/{lesson}/annotations/{note}/replies/{Guid.CreateVersion7()}",
                new { text = "I saw that too, at the table by the window." })).EnsureSuccessStatusCode();
        }

        return (amira, lesson);
    }
}
