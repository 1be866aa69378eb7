using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>The first page: what waits, searching, and cards that move by themselves.</summary>
public sealed class HomeTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Searching_finds_while_one_types_and_keeps_the_place_in_the_field()
    {
        var person = await app.Someone("Amira Haddad");
        foreach (var title in (string[])["Comparing fractions", "Adding fractions", "Reading aloud"])
            await person.PlanLesson(title);
        await using var amira = await Window.Open(chromium, app);
        await amira.SignIn(person);

        var field = amira.Page.GetByRole(AriaRole.Searchbox);
        await field.ClickAsync();
        await amira.Page.Keyboard.TypeAsync("fractions");
        await Expect(amira.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("2 lessons with");
        await Expect(Cards(amira)).ToHaveCountAsync(2);
        await Expect(field).ToBeFocusedAsync();
        await amira.Page.Keyboard.TypeAsync(" adding");
        await Expect(Cards(amira)).ToHaveCountAsync(1);

        await Cards(amira).GetByRole(AriaRole.Link).First.ClickAsync();
        await amira.Page.WaitForURLAsync("**/lessons/*");
        await amira.Page.GoBackAsync();
        await Expect(field).ToHaveValueAsync("fractions adding");
        await Expect(Cards(amira)).ToHaveCountAsync(1);

        await field.FillAsync("nothing of the kind");
        await amira.Page.GetByRole(AriaRole.Link, new() { Name = "Show all lessons" }).ClickAsync();
        await Expect(Cards(amira)).ToHaveCountAsync(3);
        Assert.Empty(amira.Faults);
    }

    [Fact]
    public async Task A_page_that_is_open_shows_what_others_share_write_and_withdraw()
    {
        var owner = await app.Someone("Amira Haddad");
        var coach = await app.Someone("Ben Carter", role: "coach");
        var lesson = await owner.PlanLesson("Comparing fractions");
        await using var amira = await Window.Open(chromium, app);
        await using var ben = await Window.Open(chromium, app, width: 390);
        await amira.SignIn(owner);
        await ben.SignIn(coach);
        await Expect(ben.Page.GetByText("This is the place for lessons that you film")).ToBeVisibleAsync();

        await owner.Share(lesson, with: coach);
        await Expect(ben.Page.GetByRole(AriaRole.Heading, new() { Name = "Shared with me" }))
            .ToBeVisibleAsync();
        await Expect(Cards(amira)).ToContainTextAsync("You, Ben Carter");

        await coach.WriteNote(lesson, Guid.CreateVersion7());
        var waits = amira.Page.GetByRole(AriaRole.Link, new() { Name = "Ben Carter left a note on" });
        await Expect(waits).ToBeVisibleAsync();

        await owner.Withdraw(lesson, from: coach);
        await Expect(Cards(ben)).ToHaveCountAsync(0);
        await waits.ClickAsync();
        await amira.Page.WaitForURLAsync($"**/lessons/{lesson}");
        Assert.Empty(amira.Faults);
        Assert.Empty(ben.Faults);
    }

    [Fact]
    public async Task A_card_follows_its_recording_without_a_reload_and_leaves_open_what_is_open()
    {
        var owner = await app.Someone("Amira Haddad");
        var lesson = await owner.PlanLesson("Comparing fractions");
        await using var amira = await Window.Open(chromium, app);
        await amira.SignIn(owner);
        await amira.Page.EvaluateAsync("window.stays = true");
        await Expect(Cards(amira)).ToContainTextAsync("No recording yet");
        var menu = Cards(amira).Locator("summary");
        await menu.ClickAsync();

        var upload = (await owner.BeginUpload(lesson, 10_000)).Headers.Location!;
        await owner.Http.SendAsync(Tus.Patch(upload, 0, new byte[6150]));
        await Expect(Cards(amira)).ToContainTextAsync("Arriving: 61 %");
        await Expect(amira.Page.GetByRole(AriaRole.Link, new() { Name = "Your upload for" }))
            .ToBeVisibleAsync();
        await Expect(Cards(amira).GetByRole(AriaRole.Link, new() { Name = "Edit" })).ToBeVisibleAsync();
        await Expect(menu).ToBeFocusedAsync();

        await owner.Http.SendAsync(Tus.Delete(upload));
        await owner.UploadFile(lesson, await TestRecordings.Lesson);
        await Expect(Cards(amira).Locator("img")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(Cards(amira)).ToContainTextAsync("20 s", new() { Timeout = 30_000 });

        var other = await owner.PlanLesson("A file that is none");
        await owner.Upload(other, "no video"u8.ToArray());
        await Expect(amira.Page.GetByRole(AriaRole.Link, new() { Name = "could not be made watchable" }))
            .ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.True(await amira.Page.EvaluateAsync<bool>("window.stays"));
        Assert.Empty(amira.Faults);
    }

    private static ILocator Cards(Window window) => window.Page.Locator(".lesson-card");
}
