using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;

namespace LessonLens.BrowserTests;

/// <summary>axe over each page, at desktop and phone width, light and dark.</summary>
public sealed class AccessibilityTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Everybody_can_use_every_page(int width, ColorScheme scheme)
    {
        var amira = await app.Someone("Amira Haddad");
        await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        var empty = await amira.PlanLesson("Not yet filmed");
        var failed = await amira.PlanLesson("A file that is none");
        await amira.Upload(failed, "no video"u8.ToArray());
        await amira.RecordingOnce(failed, recording => (string?)recording["state"] == "failed");

        await using var window = await Window.Open(chromium, app, width, scheme);
        await window.Page.GotoAsync("/sign-in");
        await HasNoViolations(window, "sign-in");
        await window.SignIn(amira);
        await HasNoViolations(window, "home");
        foreach (var (path, heading) in (ValueTuple<string, string>[])[
            ("/lessons/new", "new lesson"), ($"/lessons/{lesson}", "lesson"),
            ($"/lessons/{empty}", "awaiting"), ($"/lessons/{failed}", "failed"),
            ($"/lessons/{Guid.NewGuid()}", "not found")])
        {
            await window.Page.GotoAsync(path);
            if (heading == "lesson")
            {
                await window.SeesThePicture();
                await window.SeesNote("Leila has an idea");
            }

            await HasNoViolations(window, heading);
        }

        Assert.Empty(window.Faults);
    }

    private static async Task HasNoViolations(Window window, string where)
    {
        // No text is cut off to the side at any width (WCAG 1.4.10).
        Assert.True(await window.Page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"), $"{where} scrolls sideways");
        var found = await window.Page.RunAxe(Wcag22AA);
        var said = found.Violations.Select(violation =>
            $"{violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Target))}");
        Assert.True(found.Violations.Length == 0, $"{where}: {string.Join("; ", said)}");
    }
}
