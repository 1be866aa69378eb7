using System.Text.RegularExpressions;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>In a staff room one browser is many people's.</summary>
public sealed partial class SharedComputerTests(LessonLensApp app, Chromium chromium)
    : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task What_one_person_watched_the_browser_does_not_play_to_the_next()
    {
        var (amira, ben) = (await app.Someone("Amira"), await app.Someone("Ben"));
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        var folder = $"/media/lessons/{lesson}";
        var playlist = Name().Match(await amira.Http.Read($"{folder}/main.m3u8")).Value;
        var part = $"{folder}/{Part().Match(await amira.Http.Read($"{folder}/{playlist}")).Value}";
        await using var window = await Window.Open(chromium, app);

        await window.SignIn(amira);
        Assert.Equal(200, await Status());
        // The second time from the browser's own memory, without a question.
        await app.Sql<int>("delete from sessions where person_id = @Id", new { amira.Id });
        Assert.Equal(200, await Status());
        await window.Context.ClearCookiesAsync();
        await window.SignIn(ben);
        Assert.Equal(404, await Status());

        Task<int> Status() => window.Page.EvaluateAsync<int>(
            "async part => { const a = await fetch(part); await a.arrayBuffer(); return a.status; }", part);
    }

    [Fact]
    public async Task What_waits_on_an_open_page_is_saved_for_its_own_person_and_not_for_the_next()
    {
        var (amira, ben, lesson) = await BensNote();
        await using var window = await Window.Open(chromium, app);
        await BeginToAnswer(window, amira, lesson);
        var page = window.Page;
        await page.Keyboard.TypeAsync("It is mine");

        // As he does in another tab. Only what she sends meets it, and not what her page asks by itself.
        foreach (var asked in (string[])["**/annotations?after=*", "**/annotations/seen"])
            await page.RouteAsync(asked, route => route.AbortAsync());
        await page.EvaluateAsync("""
            who => fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' },
                body: JSON.stringify(who) })
            """, new { email = ben.Email, password = LessonLensApp.Password });
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("E-mail").FillAsync(amira.Email);
        Assert.Null(await Author());
        await page.GetByLabel("Password").FillAsync(LessonLensApp.Password);
        await page.Keyboard.PressAsync("Enter");

        await Wait.Until(async () => await Author() == amira.Id);
        Assert.Empty(window.Faults);

        Task<Guid?> Author() =>
            app.Sql<Guid?>("select author_id from replies where lesson_id = @lesson", new { lesson });
    }

    [Fact]
    public async Task Whoever_is_asked_to_sign_in_again_while_writing_is_not_interrupted()
    {
        var (amira, ben, lesson) = await BensNote();
        await using var window = await Window.Open(chromium, app);
        await BeginToAnswer(window, amira, lesson);
        var page = window.Page;

        await page.Keyboard.TypeAsync("Before the end,");
        await app.Sql<int>("delete from sessions where person_id = @Id", new { amira.Id });
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "News, for which her page asks at once");
        await page.Keyboard.TypeAsync(" and after it, word by word", new() { Delay = 100 });
        await Expect(page.GetByLabel("Your reply"))
            .ToHaveValueAsync("Before the end, and after it, word by word");
        await page.GetByLabel("E-mail").FillAsync(amira.Email);
        await page.GetByLabel("Password").FillAsync(LessonLensApp.Password);
        await page.Keyboard.PressAsync("Enter");
        await window.SeesNote("News");
        await Expect(page.GetByLabel("Your reply")).ToBeFocusedAsync();
    }

    private async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> BensNote()
    {
        var (amira, ben) = (await app.Someone("Amira Haddad"), await app.Someone("Ben Carter"));
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "What do you think?");
        return (amira, ben, lesson);
    }

    private static async Task BeginToAnswer(Window window, SignedIn amira, Guid lesson)
    {
        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Reply to Ben" }).ClickAsync();
    }

    [GeneratedRegex(@"^[a-z0-9-]+\.m3u8", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z0-9-]+\.m4s", RegexOptions.Multiline)]
    private static partial Regex Part();
}
