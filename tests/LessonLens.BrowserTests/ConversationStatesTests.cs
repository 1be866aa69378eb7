using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>
/// The conversation's states: for everybody, by keyboard alone, and on lines that lose things.
/// </summary>
public sealed class ConversationStatesTests(LessonLensApp app,
    Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Everybody_can_use_replies_edits_drawings_the_filter_and_the_question(int width,
        ColorScheme scheme)
    {
        var (amira, ben, lesson) = await FilmedLesson();
        await using var window = await Window.Open(chromium, app, width, scheme);
        var (gone, question) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ben.WriteNote(lesson, gone, "This one goes");
        await Put(amira, $"{lesson}/annotations/{gone}/replies/{Guid.CreateVersion7()}",
            new { text = "Why?" });
        await ben.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}/annotations/{gone}", UriKind.Relative));
        await Put(ben, $"{lesson}/annotations/{question}",
            new { atMs = 2000, untilMs = 5000, kind = "wondered", text = "Who waits?" });
        await Put(amira, $"{lesson}/annotations/{question}/answered", new { answered = true, edit = 1 });
        var box = new { tool = "box", points = (double[][])[[0.1, 0.1], [0.5, 0.5]] };
        await Put(amira, $"{lesson}/annotations/{Guid.CreateVersion7()}", new
        {
            atMs = 1000, kind = "noticed", text = "My own", draft = true,
            drawing = new { strokes = new[] { box } },
        });
        await Put(amira, $"{lesson}/own-notes-first", new { on = true });
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "Held back");
        await Put(amira, $"{lesson}/protocol", new { step = 2 });

        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesThePicture();
        await window.SeesNote("This note was deleted");
        await AccessibilityTests.HasNoViolations(window, "stones, spans, answers and what is new");
        await Press(window, "Reply to Ben");
        await Press(window, "Show the drawing");
        await Press(window, "Edit your note");
        await Press(window, "Change the drawing");
        await Press(window, "Order");
        await Press(window, "Filter");
        await Press(window, "Write it");
        await AccessibilityTests.HasNoViolations(window, "everything open");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task By_keyboard_alone_one_replies_and_comes_back_to_where_one_was()
    {
        var (amira, ben, lesson) = await FilmedLesson();
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "What do you think?");
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesNote("What do you think?");

        await TabTo(window, "Reply to Ben");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.TypeAsync("I like it");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.SeesNote("I like it");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Reply to Ben" }))
            .ToBeFocusedAsync();

        await TabTo(window, "Edit your reply");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Edit your reply" }))
            .ToBeFocusedAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task What_gets_no_answer_is_given_up_and_asked_again()
    {
        var (amira, ben) = (await app.Someone("Amira Haddad"), await app.Someone("Ben Carter"));
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "What do you think?");
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        // A tenth of the patience, for a quick test.
        await window.Page.AddInitScriptAsync("""
            const { timeout } = AbortSignal;
            AbortSignal.timeout = ms => timeout.call(AbortSignal, ms / 10);
            """);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesNote("What do you think?");
        foreach (var asked in (string[])["**/replies/*", "**/annotations?after=*"])
            await window.Page.RouteAsync(asked, _ => Task.CompletedTask, new() { Times = 1 });

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Reply to Ben" }).ClickAsync();
        await window.Page.Keyboard.TypeAsync("I like it");
        await window.Page.Keyboard.PressAsync("Enter");
        await Wait.Until(() => app.Sql<bool>(
            "select exists (select from replies where lesson_id = @lesson)", new { lesson }));
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "And then?");
        await window.SeesNote("And then?", withinMs: 20_000);
    }

    [Fact]
    public async Task A_recording_that_was_made_again_under_new_names_plays_on()
    {
        var (amira, _, lesson) = await FilmedLesson();
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        var asked = 0;
        window.Page.Request += (_, request) =>
            asked += request.Url.EndsWith("main.m3u8", StringComparison.Ordinal) ? 1 : 0;
        // The names of the first playlist lead nowhere any more.
        await window.Page.RouteAsync("**/*-*.m4s", route => asked < 2
            ? route.FulfillAsync(new() { Status = 404 }) : route.ContinueAsync());
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesThePicture();
        Assert.Equal(2, asked);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Whoever_watches_when_another_recording_is_chosen_is_told_and_keeps_their_words()
    {
        var (amira, ben, lesson) = await FilmedLesson();
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(ben);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesThePicture();
        await window.Page.GetByLabel("Your note at").FillAsync("Half a thought");

        await amira.Upload(lesson, new byte[100]);
        var another = await app.Sql<Guid>("""
            select r.id from recordings r join lessons l on l.id = r.lesson_id
            where l.id = @lesson and r.id <> l.recording_id
            """, new { lesson });
        await Expect(window.Page.GetByText("shows another recording now")).ToHaveCountAsync(0);
        await Put(amira, $"{lesson}/recording", new { recordingId = another });
        await Expect(window.Page.GetByText("shows another recording now")).ToBeVisibleAsync();
        await Expect(window.Page.GetByLabel("Your note at")).ToHaveValueAsync("Half a thought");
        Assert.Empty(window.Faults);
    }

    private async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> FilmedLesson()
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.Share(lesson, with: ben);
        return (amira, ben, lesson);
    }

    private static async Task Put(SignedIn who, string path, object body) =>
        (await System.Net.Http.Json.HttpClientJsonExtensions
            .PutAsJsonAsync(who.Http, $"/api/lessons/{path}", body))
        .EnsureSuccessStatusCode();

    private static Task Press(Window window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();

    private static async Task TabTo(Window window, string name)
    {
        for (var i = 0; i < 60; i++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            var at = await window.Page.EvaluateAsync<string>(
                "document.activeElement.matches('button') ? document.activeElement.textContent : ''");
            if (at.Contains(name, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"{name} cannot be reached by keyboard");
    }
}
