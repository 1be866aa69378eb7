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

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
