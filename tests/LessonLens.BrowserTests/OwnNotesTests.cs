using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>What one keeps to oneself until one shares it.</summary>
public sealed class OwnNotesTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Notes_that_are_kept_to_oneself_are_shared_with_one_press_also_over_a_cut()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var (amira, ben) = (room.Amira.Page, room.Ben.Page);
        await ben.GetByLabel("Your note at").ClickAsync();
        await ben.GetByLabel("Only for me for now").CheckAsync();
        await room.Ben.WriteNote("Who has not spoken yet?");
        await room.Ben.WriteNote("The second pair waits");
        await Expect(ben.GetByText("2 notes only you can see")).ToBeVisibleAsync();
        await AccessibilityTests.HasNoViolations(room.Ben, "drafts");

        await room.Ben.Context.SetOfflineAsync(true);
        await Press(ben, "Share my notes");
        await Expect(ben.Locator("#saving")).ToContainTextAsync("2 notes wait");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(0);
        await room.Ben.Context.SetOfflineAsync(false);
        await room.Amira.SeesNote("Who has not spoken yet?", withinMs: 20_000);
        await room.Amira.SeesNote("The second pair waits");

        await Press(ben, "Take your note at");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(1);
        await Press(ben, "Undo");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(2);
        room.HadNoFaults();
    }

    [Fact]
    public async Task Whoever_films_a_lesson_may_write_first_and_all_may_look_in_steps()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var (amira, ben) = (room.Amira.Page, room.Ben.Page);
        await Press(amira, "Order");
        await amira.GetByLabel("I want to write my own notes first").CheckAsync();
        await Expect(ben.GetByText("Amira writes first")).ToBeVisibleAsync();
        await room.Ben.WriteNote("Leila waits for a turn");
        await Expect(ben.Locator(".note")).ToContainTextAsync("sees this afterwards");
        await Expect(amira.GetByText("1 note by Ben waits for you"))
            .ToBeVisibleAsync(new() { Timeout = 7000 });
        await Expect(amira.Locator(".note")).ToHaveCountAsync(0);
        await amira.GetByLabel("Look together in three steps").CheckAsync();
        await Expect(ben.Locator("note-composer .kind")).ToHaveTextAsync(["Noticed"]);
        await AccessibilityTests.HasNoViolations(room.Amira, "the order, held back and in steps");
        await AccessibilityTests.HasNoViolations(room.Ben, "a note that is held back");

        await Press(amira, "Show them");
        await room.Amira.SeesNote("Leila waits for a turn");
        await Press(ben, "Go on to wondering");
        await Expect(amira.Locator("note-composer .kind")).ToHaveTextAsync(["Noticed", "Wondered"]);
        room.HadNoFaults();
    }

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
