using System.Net.Http.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>axe over each page, at desktop and phone width, light and dark.</summary>
public sealed class AccessibilityTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Everybody_can_use_every_page(int width, ColorScheme scheme)
    {
        var amira = await app.Someone("Amira Haddad");
        await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        var empty = await amira.PlanLesson("Not yet filmed");
        var failed = await amira.PlanLesson("A file that is none");
        await amira.Upload(failed, "no video"u8.ToArray());
        await amira.RecordingOnce(failed, recording => (string?)recording["state"] == "failed");

        await using var window = await Window.Open(chromium, app, width, scheme);
        await window.Page.GotoAsync("/sign-in");
        await HasNoViolations(window, "sign-in");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "forgotten" }).ClickAsync();
        await HasNoViolations(window, "forgotten");
        await window.SignIn(amira);
        await HasNoViolations(window, "home with something waiting");
        await LooksAroundHome(window);
        foreach (var (path, heading) in (ValueTuple<string, string>[])[
            ("/lessons/new", "new lesson"), ($"/lessons/{lesson}", "lesson"),
            ($"/lessons/{empty}", "awaiting"), ($"/lessons/{failed}", "failed"),
            ($"/lessons/{empty}/recap", "a recap with nothing in it"),
            ("/account", "account"), ("/account/second-step", "second step"),
            ($"/lessons/{Guid.NewGuid()}", "not found")])
        {
            await window.Page.GotoAsync(path);
            if (heading == "lesson")
            {
                await window.SeesThePicture();
                await window.SeesNote("Leila has an idea");
            }

            if (heading == "account") await window.Page.GetByText("Make a token").First.ClickAsync();

            await HasNoViolations(window, heading);
        }

        Assert.Empty(window.Faults);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task An_administrator_finds_what_is_stuck_from_home_and_tries_it_again(
        int width, ColorScheme scheme)
    {
        var school = $"School {Guid.NewGuid():N}";
        var amira = await app.Someone("Amira Haddad", school);
        var lesson = await amira.PlanLesson($"{new string('W', 150)} مقارنة");
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await app.Sql<int>("""
            update recordings set state = 'failed', failure_code = 'interrupted', failure_title = 'Ours.'
            where lesson_id = @lesson;
            insert into jobs (lane, kind, subject, attempts, dead_at, dead_reason, log)
            select 'heavy', 'encode', id, 5, now(), 'ffmpeg ended with 1', repeat('A very long line. ', 99)
            from recordings where lesson_id = @lesson
            """, new { lesson });

        await using var window = await Window.Open(chromium, app, width, scheme);
        await window.SignIn(await app.Someone("Dana Novak", school, role: "admin"));
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "School" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }).ClickAsync();
        await Expect(window.Page.GetByText("ffmpeg ended with 1")).ToBeVisibleAsync();
        await window.Page.GetByText("The end of the program’s log").ClickAsync();
        await HasNoViolations(window, "stuck jobs");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("being tried again");
        await Expect(window.Page.GetByText("Nothing is stuck")).ToBeVisibleAsync();
        await HasNoViolations(window, "no stuck jobs");
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        Assert.Empty(window.Faults);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task An_administrator_invites_somebody_who_joins_and_disables_somebody_else(
        int width, ColorScheme scheme)
    {
        var school = $"School {Guid.NewGuid():N}";
        await app.Someone("Omar Silva", school);
        await using var window = await Window.Open(chromium, app, width, scheme);
        await window.SignIn(await app.Someone("Dana Novak", school, role: "admin"));
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "School" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync(string.Join(' ', Enumerable.Repeat("Wolfeschlegel", 6)));
        await page.GetByLabel("E-mail").FillAsync($"eva@{Guid.NewGuid():N}.example");
        await page.GetByRole(AriaRole.Region, new() { Name = "Invite somebody" })
            .GetByLabel("coach").CheckAsync();
        await page.Keyboard.PressAsync("Enter");
        var link = await page.GetByLabel("Link to hand over").InputValueAsync();
        await HasNoViolations(window, "people");
        await page.GetByText("Change Omar Silva").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable Omar Silva" }).ClickAsync();
        await Expect(page.GetByText("cannot sign in")).ToBeVisibleAsync();
        await HasNoViolations(window, "people, one of them disabled");

        await using var other = await Window.Open(chromium, app, width, scheme);
        await other.Page.GotoAsync(link);
        await HasNoViolations(other, "invitation");
        await other.Page.GetByLabel("New password").FillAsync("qwertyqwerty");
        await other.Page.Keyboard.PressAsync("Enter");
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Many people");
        await HasNoViolations(other, "a password that is not taken");
        await other.Page.GetByLabel("New password").FillAsync("seven grey pigeons");
        await other.Page.Keyboard.PressAsync("Enter");
        await Expect(other.Page.Locator(".me")).ToContainTextAsync("Wolfeschlegel");
        await other.Page.GotoAsync(link);
        await Expect(other.Page.GetByRole(AriaRole.Heading)).ToContainTextAsync("over");
        await HasNoViolations(other, "an invitation that is over");
        Assert.Empty(window.Faults.Concat(other.Faults));
    }

    [Fact]
    public async Task Whoever_looks_after_a_school_can_use_all_of_its_pages()
    {
        var school = $"School {Guid.NewGuid():N}";
        var dana = await app.Someone("Dana Novak", school, role: "admin");
        var eva = await app.Someone("Eva Lind", school, role: "coordinator");
        var amira = await app.Someone("Amira Haddad", school);
        await dana.MakeGroup("Mathematics", amira, eva);
        using var planned = await amira.Http.PostAsJsonAsync("/api/lessons",
            new { title = new string('W', 150), className = "Year 6, Oak" });
        await using var window = await Window.Open(chromium, app);
        var page = window.Page;
        var looks = 0;
        // A desktop by day and a phone at night, in turn.
        async Task Look(string where)
        {
            var isPhone = looks++ % 2 == 1;
            await page.SetViewportSizeAsync(isPhone ? 390 : 1440, 844);
            // At once: colours that are still on their way have no contrast yet.
            await page.EmulateMediaAsync(new()
            {
                ColorScheme = isPhone ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
            });
            await HasNoViolations(window, where);
        }

        Task Press(string button) =>
            page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        async Task Choose(string way, string heading)
        {
            await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = way })
                .ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
            await Look(heading);
        }

        await window.SignIn(dana);
        await page.GetByRole(AriaRole.Link, new() { Name = "School" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite a list of staff" }).ClickAsync();
        await page.GetByLabel("Or copied from it").FillAsync(
            "name,email,roles\nFinn,f@school.example,teacher\nGus,nowhere,teacher\nHana,h@b.example,chef");
        await Press("Look at it first");
        await Expect(page.GetByText("Left out.", new() { Exact = true })).ToHaveCountAsync(2);
        await Look("a list of staff");
        await Choose("Groups", "Groups");
        await Press("Take out Amira");
        await Expect(page.GetByText("Amira Haddad is not in Mathematics any more.")).ToBeVisibleAsync();
        await Press("Undo");
        await page.GetByText("Remove Mathematics", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByText("Amira Haddad and Eva Lind will no longer see")).ToBeVisibleAsync();
        await Look("removing a group");
        await Choose("Classes", "Classes");
        await page.GetByLabel("A pupil who must not be recorded").FillAsync("K. M.");
        await Press("Note it");
        await page.GetByText("Lawful basis: nobody").ClickAsync();
        await Look("an objection");
        await Press("End the objection");
        await Press("Undo");
        await Expect(page.GetByText("K. M. must not be recorded")).ToBeVisibleAsync();
        await Choose("Keeping", "How long lessons are kept");
        await Choose("Erased", "What was erased");
        await Choose("Signing in", "Sign in with school accounts");
        await Choose("Log", "The log");
        await page.GetByText("Check that nobody changed it").ClickAsync();
        await Press("Check it now");
        await Look("a log that was checked");
        await Choose("Lessons", "The school’s lessons");
        await page.GetByText("Hold it").ClickAsync();
        await page.GetByLabel("Why").FillAsync("A parent has complained");
        await page.Keyboard.PressAsync("Enter");
        await Press("End the hold");
        await Expect(page.GetByText("has ended")).ToBeVisibleAsync();
        await Look("a hold that ended");
        await Press("Undo");
        await Expect(page.GetByText("A parent has complained")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask to see" }).ClickAsync();
        await Look("asking to see a lesson");
        await page.GetByLabel("Why it is needed").FillAsync("A parent says that a child was shouted at.");
        await Press("Ask for it");
        await Expect(page.GetByText("Waits for a second person")).ToBeVisibleAsync();
        await Look("asked to see a lesson");
        await Choose("People", "People");
        await page.GetByText("Change Amira").ClickAsync();
        await Look("changing somebody");
        await page.GetByRole(AriaRole.Link, new() { Name = "Leaves the school : Amira" }).ClickAsync();
        await Look("leaving");
        await page.GotoAsync("/lessons/new");
        await page.GetByLabel("Class", new() { Exact = true }).FillAsync("Year 6, Oak");
        await Expect(page.GetByLabel("How did you handle it?")).ToBeVisibleAsync();
        await page.GetByText("Bring in a lesson from a file").ClickAsync();
        await Look("a new lesson with an objection");
        Assert.Empty(window.Faults);
    }

    private static async Task LooksAroundHome(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Searchbox).FillAsync("nothing of the kind");
        await Expect(page.GetByText("None of the lessons")).ToBeVisibleAsync();
        await HasNoViolations(window, "nothing found");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("filmed");
        await Expect(page.GetByText("1 lesson with")).ToBeVisibleAsync();
        await page.Locator(".lesson-card summary").ClickAsync();
        await HasNoViolations(window, "a card's menu");
        await page.Locator(".lesson-card").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await HasNoViolations(window, "deleting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete lesson" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await HasNoViolations(window, "deleted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".lesson-card")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Sixty_lessons_with_all_kinds_of_words_stay_readable(int width, ColorScheme scheme)
    {
        var amira = await app.Someone(string.Join(' ', Enumerable.Repeat("Wolfeschlegelsteinhausen", 4)));
        string[] titles =
        [
            string.Concat(Enumerable.Repeat("A title that goes on and on ", 8))[..200], new('W', 200),
            "مقارنة الكسور العشرية", "<b>Fractions</b> & 'more'", "分数の比較",
        ];
        for (var i = 0; i < 60; i++) await amira.PlanLesson(titles[i % titles.Length]);

        await using var window = await Window.Open(chromium, app, width, scheme);
        await window.SignIn(amira);
        await Expect(window.Page.Locator(".lesson-card")).ToHaveCountAsync(60);
        await HasNoViolations(window, "sixty lessons");
        for (var i = 0; i < titles.Length; i++)
        {
            await window.Page.GotoAsync("/");
            await window.Page.Locator(".lesson-card h3 a").Nth(i).ClickAsync();
            await window.Page.WaitForURLAsync("**/lessons/*");
            await HasNoViolations(window, $"the lesson with title {titles.Length - i}");
        }

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await HasNoViolations(window, "editing");
        Assert.Empty(window.Faults);
    }

    internal static async Task HasNoViolations(Window window, string where)
    {
        // No text is cut off to the side at any width (WCAG 1.4.10).
        Assert.True(await window.Page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= window.innerWidth"), $"{where} scrolls sideways");
        var found = await window.Page.RunAxe(Wcag22AA);
        var said = found.Violations.Select(violation =>
            $"{violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Target))}");
        Assert.True(found.Violations.Length == 0, $"{where}: {string.Join("; ", said)}");
    }
}
