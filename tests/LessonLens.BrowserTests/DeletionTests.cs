using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>Deleting a lesson through the pages, and taking it back.</summary>
public sealed class DeletionTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_lesson_is_deleted_from_its_page_and_taken_back_from_home_with_the_keyboard()
    {
        var owner = await app.Someone("Amira Haddad");
        var coach = await app.Someone("Ben Carter", role: "coach");
        var lesson = await owner.PlanLesson("Comparing fractions");
        await owner.Share(lesson, with: coach);
        await using var amira = await Window.Open(chromium, app);
        await using var ben = await Window.Open(chromium, app, width: 390);
        await amira.SignIn(owner);
        await ben.SignIn(coach);
        await ben.Page.GotoAsync($"/lessons/{lesson}");
        await amira.Page.GotoAsync($"/lessons/{lesson}");

        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        var dialog = amira.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("everybody’s notes on it go for good, also for Ben Carter");
        await Expect(dialog).ToContainTextAsync("so does the file on your own device");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" })).ToBeFocusedAsync();
        await amira.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Delete lesson" }).ClickAsync();
        await amira.Page.WaitForURLAsync("**/");
        await Expect(Undo(amira)).ToBeFocusedAsync();
        await Expect(ben.Page.GetByText("closed to you now")).ToBeVisibleAsync();

        // It is still there after a look elsewhere.
        await amira.Page.GotoAsync("/lessons/new");
        await amira.Page.GotoAsync("/");
        await Expect(amira.Page.Locator(".lesson-card")).ToHaveCountAsync(0);
        await Undo(amira).FocusAsync();
        await amira.Page.Keyboard.PressAsync("Enter");
        await Expect(amira.Page.GetByRole(AriaRole.Link, new() { Name = "Comparing fractions" }))
            .ToBeFocusedAsync();
        await Expect(Undo(amira)).ToHaveCountAsync(0);
        Assert.Equal(200, (await ben.Page.ReloadAsync())!.Status);
        Assert.Empty(amira.Faults);
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task A_lesson_is_deleted_from_its_card_and_gone_from_another_window()
    {
        var owner = await app.Someone("Amira Haddad");
        await owner.PlanLesson("Comparing fractions");
        await owner.PlanLesson("Reading aloud");
        await using var here = await Window.Open(chromium, app, width: 390);
        await using var there = await Window.Open(chromium, app);
        await here.SignIn(owner);
        await there.SignIn(owner);

        var card = here.Page.Locator(".lesson-card", new() { HasText = "Comparing" });
        await card.Locator("summary").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Delete lesson" }).ClickAsync();

        await Expect(card).ToHaveCountAsync(0);
        await Expect(Undo(here)).ToBeFocusedAsync();
        await Expect(there.Page.Locator(".lesson-card")).ToHaveCountAsync(1);
        await Undo(there).ClickAsync();
        await Expect(card).ToBeVisibleAsync();
        await Expect(Undo(here)).ToHaveCountAsync(0);
        Assert.Empty(here.Faults);
        Assert.Empty(there.Faults);
    }

    private static ILocator Undo(Window window) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = "Undo the deletion of Comparing fractions" });
}
