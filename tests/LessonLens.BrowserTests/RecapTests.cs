using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>A lesson's recap as it is read, printed and taken away.</summary>
public sealed class RecapTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    private static readonly string[] Texts =
    [
        "All pairs are talking before I ask anybody. Leila's hand is up first.",
        "Tom says what is missing from the whole. Did others see it that way, or only he?",
        "You wrote Leila's reason on the board without judging it. That kept it open for everybody.",
        "What if the class had to find the example that breaks the rule, before you show it?",
        "Here the rule breaks: two thirds against two fifths.",
    ];

    private static readonly string[] Kinds = ["noticed", "wondered", "worked", "try"];

    [Fact]
    public async Task A_review_of_twelve_moments_reads_well_on_every_screen_and_prints_light_on_two_pages()
    {
        var (amira, lesson) = await Review(notes: 12);
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, recording => (bool)recording["playable"]!);
        await using var desk = await Window.Open(chromium, app);
        await desk.SignIn(amira);
        await desk.Page.GotoAsync($"/lessons/{lesson}");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Recap" }).ClickAsync();
        var pictures = desk.Page.Locator(".moments img");
        await Expect(pictures).ToHaveCountAsync(12);
        await AccessibilityTests.HasNoViolations(desk, "recap");

        // Nobody has scrolled to the last pictures; printing gets them first.
        await desk.Page.EvaluateAsync("() => { window.print = () => { window.printed = true; }; }");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Print" }).ClickAsync();
        await desk.Page.WaitForFunctionAsync(
            "() => window.printed === true", null, new() { Timeout = 60_000 });
        Assert.True(await pictures.EvaluateAllAsync<bool>("all => all.every(one => one.naturalWidth > 0)"));
        await PrintsLightOnTwoPages(desk);

        await using var phone = await Window.Open(chromium, app, 390, ColorScheme.Dark);
        await phone.SignIn(amira);
        await phone.Page.GotoAsync($"/lessons/{lesson}/recap");
        await AccessibilityTests.HasNoViolations(phone, "recap on a phone");
        await PrintsLightOnTwoPages(phone);

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Go to 0:03" }).First.ClickAsync();
        await desk.SeesThePicture();
        await desk.Page.WaitForFunctionAsync(
            "() => Math.abs(document.querySelector('video').currentTime - 3) < 0.1");
        Assert.Empty(desk.Faults);
        Assert.Empty(phone.Faults);
    }

    [Fact]
    public async Task The_files_to_take_away_are_downloads_and_a_browser_reads_the_subtitles()
    {
        var (amira, lesson) = await Review(notes: 2, text: "Is 3 < 4 --> true?\n\n<script> & \"why\"");
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}/recap");
        var links = window.Page.Locator(".take a");
        for (var i = 0; i < await links.CountAsync(); i++)
        {
            var download = await window.Page.RunAndWaitForDownloadAsync(() => links.Nth(i).ClickAsync());
            Assert.StartsWith("Comparing fractions, notes.", download.SuggestedFilename);
        }

        var cues = await window.Page.EvaluateAsync<string[]>("""
            async src => {
                const text = await (await fetch(src)).blob();
                const track = Object.assign(document.createElement('track'),
                    { src: URL.createObjectURL(text), default: true });
                document.createElement('video').append(track);
                track.track.mode = 'hidden';
                await new Promise((loaded, failed) => { track.onload = loaded; track.onerror = failed; });
                return [...track.track.cues].map(cue =>
                    `${cue.startTime}-${cue.endTime} ${cue.getCueAsHTML().textContent}`);
            }
            """, $"/api/lessons/{lesson}/exports/annotations.vtt");
        Assert.Equal(
            [
                "0-5 Is 3 < 4 --> true?\n<script> & \"why\"",
                "0.6-2.6 Is 3 < 4 --> true?\n<script> & \"why\"\nWe could try that on Friday.",
            ], cues);
        Assert.Empty(window.Faults);
    }

    private static async Task PrintsLightOnTwoPages(Window window)
    {
        await window.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.Equal("light rgb(31, 36, 48)", await window.Page.EvaluateAsync<string>("""
            () => { const { colorScheme, color } = getComputedStyle(document.documentElement);
                    return `${colorScheme} ${color}`; }
            """));
        var taking = window.Page.GetByRole(AriaRole.Heading, new() { Name = "Take it with you" });
        await Expect(taking).ToBeHiddenAsync();
        var printed = await window.Page.PdfAsync(new() { PreferCSSPageSize = true });
        Assert.Equal(2, Regex.Count(Encoding.Latin1.GetString(printed), @"/Type\s*/Page\b"));
        await window.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
    }

    private async Task<(SignedIn Amira, Guid Lesson)> Review(int notes, string? text = null)
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        foreach (var focus in (string[])[
            "Who does the thinking?", "Who does the thinking when I ask for a reason, and who waits?"])
            await amira.Http.PatchAsJsonAsync(
                $"/api/lessons/{lesson}", new { focus, className = "Year 6, Oak" });
        await amira.Share(lesson, with: ben);
        for (var i = 0; i < notes; i++)
        {
            var (who, other) = i % 3 == 0 ? (amira, ben) : (ben, amira);
            var note = $"/api/lessons/{lesson}/annotations/{Guid.CreateVersion7()}";
            var stroke = new { tool = "arrow", points = new double[][] { [0.2, 0.8], [0.5, 0.4] } };
            await who.Http.PutAsJsonAsync(note, new
            {
                atMs = i * 600, untilMs = i % 4 == 1 ? i * 600 + 2000 : (int?)null, kind = Kinds[i % 4],
                about = i % 2 == 0 ? "learners" : null, text = text ?? Texts[i % Texts.Length],
                drawing = i % 5 == 1 ? new { strokes = new[] { stroke } } : null,
            });
            if (i % 4 == 1)
                await other.Http.PutAsJsonAsync(
                    $"{note}/replies/{Guid.CreateVersion7()}", new { text = "We could try that on Friday." });
        }

        return (amira, lesson);
    }
}
