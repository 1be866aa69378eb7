using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>What the lesson's page says while its recording is on the way, and where it ends badly.</summary>
public sealed class ProgressTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task The_page_follows_an_upload_from_another_device_until_it_can_be_watched()
    {
        var (owner, lesson, amira) = await OnThePage();
        await using var _ = amira;
        await Expect(Status(amira)).ToHaveTextAsync("There is no recording yet.");

        var bytes = await File.ReadAllBytesAsync(await TestRecordings.LongAndTurned());
        var half = bytes.Length / 2;
        var upload = (await owner.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        await owner.Http.SendAsync(Tus.Patch(upload, 0, bytes[..half]));
        await Expect(Status(amira)).ToHaveTextAsync("The recording is on its way.");
        await Expect(amira.Page.Locator("recording-status")).ToContainTextAsync("% has arrived");

        await owner.Http.SendAsync(Tus.Patch(upload, half, bytes[half..]));
        await amira.SeesThePicture();
        await owner.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await Expect(Status(amira)).ToBeEmptyAsync();
        Assert.Empty(amira.Faults);
    }

    [Fact]
    public async Task Where_the_fault_may_be_ours_one_can_try_again_and_always_choose_another_file()
    {
        var (owner, lesson, amira) = await OnThePage();
        await using var _ = amira;
        await owner.Upload(lesson, "no video"u8.ToArray());
        await Expect(Status(amira)).ToContainTextAsync("This is not a video", new() { Timeout = 20_000 });
        await Expect(amira.Page.GetByRole(AriaRole.Link, new() { Name = "Choose another file" }))
            .ToHaveAttributeAsync("href", $"/lessons/new?lesson={lesson}");
        await Expect(TryAgain(amira)).ToHaveCountAsync(0);

        var other = await owner.PlanLesson("One that our side dropped");
        await owner.UploadFile(other, await TestRecordings.Lesson);
        await owner.RecordingOnce(other, recording => (string?)recording["state"] == "ready");
        await app.Sql<int>("""
            update recordings set state = 'failed', playable = false, failure_code = 'interrupted',
                failure_title = 'It may be our fault.' where lesson_id = @other
            """, new { other });
        await amira.Page.GotoAsync($"/lessons/{other}");
        await TryAgain(amira).ClickAsync();
        await Expect(TryAgain(amira)).ToHaveCountAsync(0);
        await amira.SeesThePicture();
        Assert.Empty(amira.Faults);
    }

    [Fact]
    public async Task A_lesson_is_edited_from_its_page_and_its_class_offered_from_those_of_the_school()
    {
        var (owner, lesson, amira) = await OnThePage();
        await using var _ = amira;
        await owner.UploadFile(lesson, await TestRecordings.Lesson);
        await owner.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await owner.Http.PostAsync(new Uri("/api/lessons", UriKind.Relative), new StringContent(
            """{"title":"Another","className":"Year 6, Oak"}""", null, "application/json"));

        await amira.Page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Expect(amira.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Edit lesson");
        await Expect(amira.Page.Locator("#classes option[value='Year 6, Oak']")).ToHaveCountAsync(1);
        await Expect(amira.Page.GetByLabel("Date")).ToHaveValueAsync("");
        await amira.Page.GetByLabel("Title").FillAsync("Comparing decimals");
        await amira.Page.GetByLabel("Class", new() { Exact = true }).FillAsync("Year 6, Oak");
        await amira.Page.GetByLabel("Date").FillAsync("2026-03-09");
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await amira.Page.WaitForURLAsync($"**/lessons/{lesson}");
        await Expect(amira.Page.Locator(".lesson-head")).ToContainTextAsync("Comparing decimals");
        await Expect(amira.Page.Locator(".lesson-head")).ToContainTextAsync("Year 6, Oak");
        Assert.Empty(amira.Faults);
    }

    private async Task<(SignedIn Owner, Guid Lesson, Window Window)> OnThePage()
    {
        var owner = await app.Someone("Amira Haddad");
        var lesson = await owner.PlanLesson("Comparing fractions");
        var window = await Window.Open(chromium, app);
        await window.SignIn(owner);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        return (owner, lesson, window);
    }

    private static ILocator Status(Window window) => window.Page.Locator("recording-status [role=status]");

    private static ILocator TryAgain(Window window) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
}
