using Deque.AxeCore.Playwright;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>A lesson that is filmed on the page itself, and sent while it is filmed.</summary>
public sealed class FilmingTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_lesson_filmed_in_the_browser_outlives_a_cut_line_and_can_be_watched()
    {
        await using var line = Line.To(app, bytesPerSecond: 16 << 20);
        await using var window = await Window.Open(chromium, app, line: line);
        var page = window.Page;
        var amira = await app.Someone("Amira Haddad");
        await window.SignIn(amira);
        await page.GotoAsync("/lessons/new");
        await page.GetByLabel("Title").FillAsync("Filmed here");
        await Film(page);
        Assert.Empty((await page.RunAxe()).Violations.Select(broken => broken.Id));
        line.Cut();
        await Expect(page.GetByText("The line is cut")).ToBeVisibleAsync();
        await Expect(page.GetByText("Recording goes on")).ToBeVisibleAsync();
        line.Mend();
        await Expect(page.GetByText("has arrived.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByText("All of it has arrived")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save lesson" }).ClickAsync();
        await page.WaitForURLAsync(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
        var lesson = Guid.Parse(new Uri(page.Url).Segments[^1]);
        await amira.RecordingOnce(lesson, recording => (bool)recording["playable"]!);
        await window.SeesThePicture();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task What_had_arrived_when_the_page_was_closed_can_be_kept()
    {
        var amira = await app.Someone("Amira Haddad");
        await using var window = await Window.Open(chromium, app, width: 390);
        var page = window.Page;
        await window.SignIn(amira);
        await page.GotoAsync("/lessons/new");
        await Film(page);
        await page.CloseAsync();

        var later = await window.Context.NewPageAsync();
        await later.GotoAsync("/lessons/new");
        await later.GetByText("has no end yet").ClickAsync();
        await later.GetByRole(AriaRole.Button, new() { Name = "Keep what has arrived" }).ClickAsync();
        await later.WaitForURLAsync(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
        var lesson = Guid.Parse(new Uri(later.Url).Segments[^1]);
        await amira.RecordingOnce(lesson, recording => (bool)recording["playable"]!, withinSeconds: 30);
        Assert.Empty(window.Faults);
    }

    /// <summary>Until some of it is safe.</summary>
    private static async Task Film(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Record here" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start recording" }).ClickAsync();
        await Expect(page.GetByText("Everything up to")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }
}
