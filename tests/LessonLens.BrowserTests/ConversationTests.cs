using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>What two people do with notes on one lesson, in their browsers.</summary>
public sealed class ConversationTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_question_is_answered_corrected_and_closed_before_the_others_eyes()
    {
        await using var room = await TwoInARoom();
        var (amira, ben) = (room.Amira.Page, room.Ben.Page);
        await ben.GetByLabel("Your note at").FocusAsync();
        await ben.GetByText("Wondered").ClickAsync();
        await room.Ben.WriteNote("Who saw it first?");

        await Expect(amira.Locator("note-list .note-text", new() { HasText = "Who saw it first?" }))
            .ToBeVisibleAsync();
        await amira.GetByRole(AriaRole.Button, new() { Name = "Reply to Ben" }).ClickAsync();
        await amira.GetByLabel("Your reply").FillAsync("Leila dit");
        await amira.Keyboard.PressAsync("Enter");
        await Expect(ben.Locator("note-list .note-text", new() { HasText = "Leila dit" })).ToBeVisibleAsync();

        await amira.GetByRole(AriaRole.Button, new() { Name = "Edit your reply" }).ClickAsync();
        await amira.GetByLabel("Your reply").FillAsync("Leila did");
        await amira.Keyboard.PressAsync("Enter");
        await Expect(ben.Locator("note-list .note-text", new() { HasText = "Leila did" })).ToBeVisibleAsync();
        await amira.GetByRole(AriaRole.Button, new() { Name = "Mark as answered" }).ClickAsync();
        await Expect(ben.GetByText("Answered", new() { Exact = true })).ToBeVisibleAsync();

        // At the page's end the box closes under the finger that presses; nothing may move before it is up.
        await ben.GetByLabel("Your note at").FocusAsync();
        await ben.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Delete your note" })
            .ClickAsync(new() { Delay = 100 });
        await Expect(ben.GetByText("Your note is deleted.")).ToBeVisibleAsync();
        await Expect(ben.GetByText("This note was deleted")).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(ben.Locator("note-list .note-text", new() { HasText = "Who saw it first?" }))
            .ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Delete your note" }).ClickAsync();
        await Expect(amira.GetByText("This note was deleted")).ToBeVisibleAsync();
        await Expect(amira.Locator("note-list .note-text", new() { HasText = "Leila did" }))
            .ToBeVisibleAsync();

        // Who writes an answer writes on when the note goes, and it is answered all the same.
        await room.Ben.WriteNote("Soon gone");
        await room.Amira.SeesNote("Soon gone");
        await amira.GetByRole(AriaRole.Button, new() { Name = "Reply to Ben" }).ClickAsync();
        await amira.Keyboard.TypeAsync("Half an ");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Delete your note" }).ClickAsync();
        await ben.GotoAsync("/");
        await Expect(amira.Locator("note-list .note-text", new() { HasText = "Soon gone" }))
            .ToHaveCountAsync(0);
        await amira.Keyboard.TypeAsync("answer");
        await amira.Keyboard.PressAsync("Enter");
        await ben.GotoAsync(room.Address);
        await room.Ben.SeesNote("Half an answer");
        room.HadNoFaults();
    }

    [Fact]
    public async Task A_span_is_made_by_keys_alone_and_playing_it_stops_at_its_end()
    {
        await using var room = await TwoInARoom();
        var page = room.Amira.Page;
        await page.EvaluateAsync("document.querySelector('video').currentTime = 3");
        await page.WaitForFunctionAsync("() => document.querySelector('video').currentTime >= 3");
        await page.Keyboard.PressAsync("i");
        await page.EvaluateAsync("document.querySelector('video').currentTime = 5");
        await Expect(page.Locator("note-composer")).ToContainTextAsync("Until 0:05");
        await page.Keyboard.PressAsync("o");
        await Expect(page.Locator("note-composer label").First).ToContainTextAsync("0:03–0:05");
        await page.Keyboard.PressAsync("c");
        await page.Keyboard.TypeAsync("They talk all at once");
        await page.Keyboard.PressAsync("Enter");
        await room.Ben.SeesNote("They talk all at once");

        var ben = room.Ben.Page;
        await ben.GetByRole(AriaRole.Button, new() { Name = "Go to" }).ClickAsync();
        await ben.WaitForFunctionAsync("() => !document.querySelector('video').paused");
        await ben.WaitForFunctionAsync("() => document.querySelector('video').paused");
        Assert.InRange(await ben.EvaluateAsync<double>("document.querySelector('video').currentTime"), 4.9,
            5.2);
        await ben.Keyboard.PressAsync("r");
        await ben.WaitForFunctionAsync("() => !document.querySelector('video').paused");

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit your note" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it a moment" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(ben.Locator("note-list .moment")).ToHaveTextAsync("Go to 0:03");
        room.HadNoFaults();
    }

    [Fact]
    public async Task What_is_new_is_marked_until_it_has_been_seen_and_the_filter_says_what_it_hides()
    {
        await using var room = await TwoInARoom();
        await room.Amira.Page.GotoAsync("/");
        await room.Ben.WriteNote("While Amira was away");
        await room.Amira.Page.GotoAsync(room.Address);
        var seen = room.Amira.Page.WaitForResponseAsync(answer =>
            answer.Url.EndsWith("/seen", StringComparison.Ordinal));
        await Expect(room.Amira.Page.GetByText("New", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(204, (await seen).Status);
        await room.Amira.WriteNote("My own");
        await room.Amira.Page.ReloadAsync();
        await room.Amira.SeesNote("My own");
        await Expect(room.Amira.Page.GetByText("New", new() { Exact = true })).ToHaveCountAsync(0);

        await room.Amira.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await room.Amira.Page.GetByLabel("You", new() { Exact = true }).CheckAsync(new() { Force = true });
        await Expect(room.Amira.Page.GetByText("1 of 2 shown, 1 hidden")).ToBeVisibleAsync();
        await Expect(room.Amira.Page.Locator("note-list")).Not.ToContainTextAsync("While Amira was away");
        await room.Amira.Page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await room.Amira.SeesNote("While Amira was away");
        room.HadNoFaults();
    }

    [Fact]
    public async Task Everybody_sees_the_restated_question_at_once_and_goes_on_writing()
    {
        await using var room = await TwoInARoom();
        var (page, ben) = (room.Amira.Page, room.Ben.Page);
        await ben.GetByLabel("Your note at").FocusAsync();
        await ben.Keyboard.TypeAsync("I see three hands");
        foreach (var question in (string[])["Who talks?", "Who thinks?"])
        {
            await page.Locator("lesson-focus .restate").ClickAsync();
            await page.GetByLabel("Your question").FillAsync(question);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await Expect(page.Locator("lesson-focus > .focus-question")).ToHaveTextAsync(question);
        }

        await Expect(ben.Locator("lesson-focus > .focus-question")).ToHaveTextAsync("Who thinks?");
        await Expect(ben.Locator("lesson-focus")).ToContainTextAsync("Amira’s question");
        await Expect(ben.Locator("#note-text")).ToBeFocusedAsync();
        await ben.Keyboard.TypeAsync(" and one head");
        await Expect(ben.Locator("#note-text")).ToHaveValueAsync("I see three hands and one head");
        await ben.GetByText("Restated once").ClickAsync();
        await Expect(ben.GetByText("Who talks?")).ToBeVisibleAsync();
        room.HadNoFaults();
    }

    [Fact]
    public async Task A_link_to_a_note_opens_its_picture_and_a_withdrawn_lesson_says_so_without_any_notice()
    {
        await using var room = await TwoInARoom();
        await room.Amira.Page.EvaluateAsync("document.querySelector('video').currentTime = 7");
        await room.Amira.WriteNote("Look here");
        var link = await room.Amira.Page.GetByRole(AriaRole.Link, new() { Name = "Copy the link" })
            .GetAttributeAsync("href");
        await room.Ben.Page.GotoAsync(room.Address + link);
        await room.Ben.SeesThePicture();
        await room.Ben.Page.WaitForFunctionAsync(
            "() => Math.abs(document.querySelector('video').currentTime - 7) < 0.1");

        // Behind the product's back, so that no notice goes out.
        await app.Sql<int>("delete from grants where lesson_id = @lesson", new { lesson = room.Lesson });
        await Expect(room.Ben.Page.GetByText("closed to you now")).ToBeVisibleAsync();
        room.HadNoFaults();
    }

    private Task<TwoPeople> TwoInARoom() => TwoPeople.Meet(app, chromium);
}
