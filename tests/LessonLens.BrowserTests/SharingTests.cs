using System.Net;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>The owner decides on the lesson's page who sees it.</summary>
public sealed class SharingTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task An_owner_sees_through_which_group_a_lesson_is_seen_and_takes_a_withdrawal_back()
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var eva = await app.Someone("Eva Lind");
        var dana = await app.Someone("Dana Novak", role: "coordinator");
        await dana.MakeGroup("Mathematics", amira, ben, eva);
        var lesson = $"/lessons/{await amira.PlanLesson()}";
        await using var window = await Window.Open(chromium, app);
        var page = window.Page;
        await window.SignIn(amira);
        await page.GotoAsync(lesson);

        await page.GetByRole(AriaRole.Button, new() { Name = "Let a colleague see it" }).ClickAsync();
        await page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync("Mathematics");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Ben Carter and Eva Lind");
        await page.GetByLabel("May").SelectOptionAsync("watch it");
        await page.GetByLabel("Why").FillAsync("We talk about it on Friday");
        await AccessibilityTests.HasNoViolations(window, "sharing with a group");
        await page.GetByRole(AriaRole.Button, new() { Name = "Let them see it" }).ClickAsync();
        var row = page.GetByText("By this group: Ben Carter and Eva Lind");
        await Expect(row).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf(lesson));

        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(page.GetByText("Only you can see this lesson")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(lesson));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await Expect(page.GetByText("We talk about it on Friday", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf(lesson));
        await AccessibilityTests.HasNoViolations(window, "shared with a group");
        Assert.Empty(window.Faults);
    }
}
