using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>Uploads by the page's own tus client.</summary>
public sealed class UploadTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task An_upload_that_a_reload_interrupted_goes_on_where_it_was()
    {
        await using var line = Line.To(app, bytesPerSecond: 8 << 20);
        await using var window = await Window.Open(chromium, app, line: line);
        await window.SignIn(await app.Someone("Amira Haddad"));
        var file = await Files.Large(40);

        await window.Page.GotoAsync("/lessons/new");
        await window.Page.GetByLabel("Title").FillAsync("Comparing fractions");
        await window.Page.Locator("#recording").SetInputFilesAsync(file);
        await window.Page.WaitForFunctionAsync("() => document.querySelector('progress')?.value > 0.4");
        window.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await window.Page.ReloadAsync();

        await Expect(window.Page.GetByText("large.mp4")).ToBeVisibleAsync();
        var wentOnAt = window.Page.WaitForRequestAsync(request => request.Method == "PATCH");
        await window.Page.Locator("#recording").SetInputFilesAsync(file);
        Assert.True(long.Parse((await wentOnAt).Headers["upload-offset"]) > 4 << 20);
        await Expect(window.Page.GetByText("All of it has arrived"))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task An_upload_can_be_paused_and_heals_after_a_cut_line()
    {
        await using var line = Line.To(app, bytesPerSecond: 4 << 20);
        await using var window = await Window.Open(chromium, app, width: 390, line: line);
        await window.SignIn(await app.Someone("Amira Haddad"));
        await window.Page.GotoAsync("/lessons/new");
        await window.Page.Locator("#recording").SetInputFilesAsync(await Files.Large(40));
        await Expect(window.Page.GetByLabel("Title")).ToHaveValueAsync("large");
        await window.Page.WaitForFunctionAsync("() => document.querySelector('progress')?.value > 0.2");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(window.Page.GetByText("Paused")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        line.Cut();
        await Expect(window.Page.GetByText("The line is cut")).ToBeVisibleAsync();
        line.Mend();
        await Expect(window.Page.GetByText("All of it has arrived"))
            .ToBeVisibleAsync(new() { Timeout = 40_000 });
    }
}
