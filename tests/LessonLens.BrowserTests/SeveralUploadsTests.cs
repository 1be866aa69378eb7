using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>Several recordings at once, and a second one of a lesson that has one.</summary>
public sealed class SeveralUploadsTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Several_files_become_several_lessons_each_with_its_own_title()
    {
        var amira = await app.Someone("Amira Haddad");
        await using var window = await Window.Open(chromium, app);
        var page = window.Page;
        await window.SignIn(amira);
        await page.GotoAsync("/lessons/new");
        await page.GetByLabel("Class", new() { Exact = true }).FillAsync("Year 6, Oak");
        string[] files = [await Files.Large(3, "Halves.mp4"), await Files.Large(2, "Thirds.mp4")];
        await page.Locator("#recording").SetInputFilesAsync(files);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New lessons" })).ToBeVisibleAsync();
        await Expect(page.GetByText("All of it has arrived")).ToHaveCountAsync(2);
        Assert.Empty((await page.RunAxe()).Violations.Select(broken => broken.Id));
        await page.Locator("lesson-upload").GetByLabel("Title").Nth(1).FillAsync("Thirds of a circle");
        await Expect(page.GetByText("Save what you have written")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save lessons" }).ClickAsync();
        await page.WaitForURLAsync("**/");

        var answer = await amira.Http.GetStringAsync(new Uri("/api/lessons", UriKind.Relative));
        var told = JsonNode.Parse(answer)!.AsArray();
        Assert.Equal(["Halves", "Thirds of a circle"],
            told.Select(lesson => (string?)lesson!["title"]).Order(StringComparer.Ordinal));
        Assert.All(told, lesson => Assert.Equal("Year 6, Oak", (string?)lesson!["className"]));
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Several_uploads_that_a_reload_interrupted_go_on_in_their_own_lessons()
    {
        var amira = await app.Someone("Amira Haddad");
        await using var line = Line.To(app, bytesPerSecond: 8 << 20);
        await using var window = await Window.Open(chromium, app, line: line);
        var page = window.Page;
        await window.SignIn(amira);
        string[] files = [await Files.Large(12, "Halves.mp4"), await Files.Large(19, "Thirds.mp4")];
        await page.GotoAsync("/lessons/new");
        await page.Locator("#recording").SetInputFilesAsync(files);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('progress')[1]?.value > 0.3");
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.ReloadAsync();

        await Expect(page.GetByText("Your upload of Thirds.mp4 is not complete")).ToBeVisibleAsync();
        var wentOnAt = page.WaitForRequestAsync(request => request.Method == "PATCH");
        await page.Locator("#recording").SetInputFilesAsync(files[1]);
        Assert.True(long.Parse((await wentOnAt).Headers["upload-offset"]) > 2 << 20);
        await Expect(page.GetByLabel("Title")).ToHaveValueAsync("Thirds");
        await Expect(page.GetByText("All of it has arrived")).ToBeVisibleAsync();
        await Expect(page.GetByText("You can close this page")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_second_recording_waits_until_its_owner_chooses_it()
    {
        var amira = await app.Someone("Amira Haddad");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (bool)recording["playable"]!);
        await using var window = await Window.Open(chromium, app);
        var page = window.Page;
        await window.SignIn(amira);
        await page.GotoAsync($"/lessons/new?lesson={lesson}");
        await page.GetByText("Upload another recording").ClickAsync();
        await page.Locator("#recording").SetInputFilesAsync(await TestRecordings.Silent);
        await Expect(page.GetByText("you choose which one it shows")).ToBeVisibleAsync();

        await page.GotoAsync($"/lessons/{lesson}");
        await Expect(page.GetByText("Another recording of this lesson has arrived")).ToBeVisibleAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(broken => broken.Id));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show this one instead" }).ClickAsync();
        await page.WaitForFunctionAsync("""
            () => { const { duration } = document.querySelector('video') ?? {};
                    return duration > 0 && duration < 9; }
            """, null, new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete recording" }).ClickAsync();
        await Expect(page.Locator("another-recording")).ToBeEmptyAsync();
        Assert.Empty(window.Faults);
    }
}
