using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>The whole way of a lesson, through the pages, with two people at once.</summary>
[Collection(nameof(Alone))]
public sealed class JourneyTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_lesson_travels_from_a_phones_file_to_two_people_writing_notes_on_it()
    {
        await using var amira = await Window.Open(chromium, app);
        await using var ben = await Window.Open(chromium, app, width: 390);
        await amira.SignIn(await app.Someone("Amira Haddad"));
        await ben.SignIn(await app.Someone("Ben Carter", role: "coach"));

        await amira.Page.GetByRole(AriaRole.Link, new() { Name = "New lesson" }).First.ClickAsync();
        await amira.Page.GetByLabel("Title").FillAsync("Comparing fractions");
        await amira.Page.GetByLabel("Class", new() { Exact = true }).FillAsync("Year 6, Oak");
        await amira.Page.Locator("#recording").SetInputFilesAsync(await TestRecordings.Lesson);
        await amira.Page.GetByLabel("What would you like to find out?").FillAsync("Who gives the reasons?");
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Save lesson" }).ClickAsync();
        await amira.Page.WaitForURLAsync(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
        await amira.SeesThePicture();
        var address = amira.Page.Url;

        var refused = await ben.Page.GotoAsync(address);
        Assert.Equal(404, refused!.Status);

        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Let a colleague see it" }).ClickAsync();
        await amira.Page.GetByLabel("Who", new() { Exact = true }).SelectOptionAsync("Ben Carter");
        await amira.Page.GetByLabel("Why").FillAsync("He is my coach");
        await amira.Page.GetByRole(AriaRole.Button, new() { Name = "Let them see it" }).ClickAsync();
        await Expect(amira.Page.Locator("who-can-see")).ToContainTextAsync("can watch and write notes");

        await ben.Page.GotoAsync(address);
        await ben.SeesThePicture();
        await Expect(amira.Page.Locator("who-is-here")).ToContainTextAsync("Ben");

        await amira.WriteNote("Leila has an idea before I ask");
        await ben.SeesNote("Leila has an idea before I ask", withinMs: 1000);
        await ben.WriteNote("Who else saw it?");
        await amira.SeesNote("Who else saw it?", withinMs: 1000);

        Assert.Empty(amira.Faults);
        Assert.Empty(ben.Faults);
    }
}
