using System.Text.RegularExpressions;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>Two people in one room, with the lines that schools have.</summary>
public sealed class RoomTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Notes_written_while_the_line_is_cut_are_neither_lost_nor_doubled()
    {
        var (amira, ben) = await TwoInARoom();
        await using var _ = amira;
        await using var __ = ben;

        await ben.Context.SetOfflineAsync(true);
        await amira.WriteNote("Written while Ben was away");
        await ben.WriteNote("Written without a line");
        await Expect(ben.Page.Locator("#saving")).Not.ToBeEmptyAsync();
        await ben.Context.SetOfflineAsync(false);

        await ben.SeesNote("Written while Ben was away", withinMs: 20_000);
        await amira.SeesNote("Written without a line", withinMs: 20_000);
        foreach (var window in (Window[])[amira, ben])
        {
            await window.Page.ReloadAsync();
            await window.SeesNote("Written without a line");
            await Expect(window.Page.Locator("note-list li")).ToHaveCountAsync(2);
        }
    }

    [Fact]
    public async Task The_note_takes_the_moment_at_which_one_begins_to_type()
    {
        var (amira, ben) = await TwoInARoom();
        await using var _ = amira;
        await using var __ = ben;
        await amira.Page.EvaluateAsync("document.querySelector('video').currentTime = 4.2");
        await amira.Page.EvaluateAsync("document.querySelector('video').play()");
        await amira.Page.WaitForFunctionAsync("() => document.querySelector('video').currentTime > 5");

        await amira.Page.GetByLabel("Your note at").PressSequentiallyAsync("Here");
        Assert.True(await amira.Page.EvaluateAsync<bool>("document.querySelector('video').paused"));
        var seenAt = await amira.Page.EvaluateAsync<double>("document.querySelector('video').currentTime");
        await amira.Page.Keyboard.PressAsync("Enter");
        await ben.SeesNote("Here");
        await amira.Page.WaitForFunctionAsync("() => !document.querySelector('video').paused");

        await ben.Page.Locator("note-list li").GetByRole(AriaRole.Button).First.ClickAsync();
        await ben.Page.WaitForFunctionAsync(
            "seen => Math.abs(document.querySelector('video').currentTime - seen) < 0.08", seenAt);
    }

    [Fact]
    public async Task Whoever_is_no_longer_let_in_is_told_so_and_keeps_the_words_that_were_not_saved()
    {
        var (amira, ben) = await TwoInARoom();
        await using var _ = amira;
        await using var __ = ben;
        await ben.Context.SetOfflineAsync(true);
        await ben.WriteNote("Written without a line");
        await ben.WriteNote("And a second one");
        await ben.Page.GetByLabel("Your note at").FillAsync("Half a thought");

        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(amira.Page.GetByText("Ben Carter can")).ToHaveCountAsync(0);
        await ben.Context.SetOfflineAsync(false);

        await Expect(ben.Page.GetByText("It is no longer shared with you"))
            .ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(ben.Page.GetByRole(AriaRole.Heading, new() { Name = "closed to you now" }))
            .ToBeFocusedAsync();
        foreach (var words in (string[])["Written without a line", "And a second one", "Half a thought"])
            await Expect(ben.Page.GetByText($"Your words were: “{words}”"))
                .ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.Equal(404, (await ben.Context.APIRequest.GetAsync(ben.Page.Url)).Status);
    }

    [Fact]
    public async Task Nobody_is_asked_for_notes_without_a_question()
    {
        var (amira, ben) = await TwoInARoom();
        await using var _ = amira;
        await using var __ = ben;
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();

        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Let a colleague see it" }).ClickAsync();
        var question = amira.Page.Locator("#grant-question");
        await amira.Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync("Ben Carter");
        await amira.Page.GetByLabel("Why").FillAsync("He is my coach");
        await Expect(question).ToBeVisibleAsync();
        await amira.Page.GetByLabel("May").SelectOptionAsync("watch it");
        await Expect(question).ToHaveCountAsync(0);
        await amira.Page.GetByLabel("May").SelectOptionAsync("watch it and write notes");
        await question.FillAsync("Who gives the reasons?");
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Let them see it" }).ClickAsync();

        await Expect(amira.Page.Locator("who-can-see")).ToContainTextAsync("can watch and write notes");
        await Expect(amira.Page.Locator("lesson-focus")).ToContainTextAsync("Who gives the reasons?");
        Assert.Empty(amira.Faults);
    }

    [Fact]
    public async Task A_page_older_than_the_server_says_so_and_offers_to_load_again()
    {
        var (amira, ben) = await TwoInARoom();
        await using var _ = amira;
        await using var __ = ben;
        await Expect(amira.Page.GetByText("LessonLens has been renewed")).ToHaveCountAsync(0);

        // As if it had been fetched before the server was renewed.
        await amira.Page.RouteAsync("**/lessons/*", async route =>
        {
            var page = await route.FetchAsync();
            var old = Regex.Replace(
                await page.TextAsync(), "data-version=\"[0-9a-f]+\"", "data-version=\"old\"");
            await route.FulfillAsync(new() { Response = page, Body = old });
        });
        await amira.Page.ReloadAsync();
        await Expect(amira.Page.GetByText("LessonLens has been renewed")).ToBeVisibleAsync();
        await amira.Page.UnrouteAllAsync();
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Load again" }).ClickAsync();
        await amira.SeesThePicture();
        await Expect(amira.Page.GetByText("LessonLens has been renewed")).ToHaveCountAsync(0);
    }

    private async Task<(Window Amira, Window Ben)> TwoInARoom()
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.Share(lesson, with: ben);

        var windows = (await Window.Open(chromium, app), await Window.Open(chromium, app, width: 390));
        foreach (var (window, person) in (ValueTuple<Window, SignedIn>[])
            [(windows.Item1, amira), (windows.Item2, ben)])
        {
            await window.SignIn(person);
            await window.Page.GotoAsync($"/lessons/{lesson}");
            await window.SeesThePicture();
        }

        await Expect(windows.Item1.Page.Locator("who-is-here")).ToContainTextAsync("B");
        return windows;
    }
}
