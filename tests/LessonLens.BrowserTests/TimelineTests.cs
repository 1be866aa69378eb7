using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>The line under the picture and the notes along it.</summary>
public sealed class TimelineTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Dragging_on_the_timeline_marks_a_span()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        var line = (await page.Locator(".lane-line").First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(line.X + (line.Width * 0.25f), line.Y + 10);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(line.X + (line.Width * 0.5f), line.Y + 10, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator("note-composer label").First).ToContainTextAsync("0:05–0:10");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        room.HadNoFaults();
    }

    [Fact]
    public async Task Under_the_pointer_stands_what_was_to_be_seen_there_over_the_line_and_over_the_notes()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        await Expect(page.Locator("sound-line path")).ToBeAttachedAsync();
        await Wait.Until(() => page.EvaluateAsync<bool>(
            "async url => (await fetch(url)).ok", $"/media/lessons/{room.Lesson}/thumbnails.vtt"));
        // The pictures come when the pointer rests already.
        var rests = new TaskCompletionSource();
        await page.RouteAsync("**/thumbnails.vtt", async route =>
        {
            await rests.Task;
            await route.ContinueAsync();
        });
        foreach (var line in (string[])["media-time-range", ".lane-line"])
        {
            var box = (await page.Locator(line).First.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + (box.Height / 2));
            await Expect(page.Locator("thumbnail-preview .time")).ToHaveTextAsync("0:08");
            await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height / 2));
            await Expect(page.Locator("thumbnail-preview .time")).ToHaveTextAsync("0:10");
            rests.TrySetResult();
            await Expect(page.Locator("thumbnail-preview .thumbnail")).ToBeVisibleAsync();
            await page.Mouse.MoveAsync(10, 10);
            await Expect(page.Locator("thumbnail-preview .time")).ToHaveCountAsync(0);
        }

        room.HadNoFaults();
    }

    [Fact]
    public async Task Whoever_begins_a_note_in_full_screen_sees_what_they_write()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        await page.Locator("media-fullscreen-button").ClickAsync();
        await page.WaitForFunctionAsync("() => document.fullscreenElement !== null");
        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        await page.WaitForFunctionAsync("() => document.fullscreenElement === null");
        await page.Keyboard.TypeAsync("Written in sight");
        await Expect(page.Locator("#note-text")).ToHaveValueAsync("Written in sight");
        room.HadNoFaults();
    }
}
