using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>The room by its keys alone.</summary>
public sealed class KeyTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Every_key_of_the_list_does_what_it_says_and_the_focus_is_never_lost()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        await page.Locator("#show-keys").FocusAsync();

        await page.Keyboard.PressAsync("k");
        await Video(page, "!video.paused");
        await page.Keyboard.PressAsync("k");
        await Video(page, "video.paused");
        await page.Keyboard.PressAsync("l");
        await page.Keyboard.PressAsync("l");
        await Video(page, "video.currentTime > 9.5 && !video.seeking");
        await page.Keyboard.PressAsync("j");
        await Video(page, "video.currentTime < 7 && !video.seeking");
        await page.EvaluateAsync("window.before = document.querySelector('video').currentTime");
        await page.Keyboard.PressAsync(".");
        await Video(page, "video.currentTime > before && video.currentTime < before + 0.2 && !video.seeking");
        await page.Keyboard.PressAsync(",");
        await Video(page, "Math.abs(video.currentTime - before) < 0.05 && !video.seeking");
        await page.Keyboard.PressAsync(">");
        await page.Keyboard.PressAsync(">");
        await Video(page, "video.playbackRate === 1.5");
        await page.Keyboard.PressAsync("<");
        await Video(page, "video.playbackRate === 1.25");
        await Expect(page.GetByLabel("Speed")).ToHaveValueAsync("1.25");

        await page.Keyboard.PressAsync("3");
        await Expect(page.GetByLabel("Worked")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Slower, faster");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#show-keys")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Not this");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#note-text")).ToHaveValueAsync("");
        await Expect(page.Locator("#show-keys")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("c");
        await page.Keyboard.TypeAsync("One line");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("and another");
        await page.Keyboard.PressAsync("Enter");
        await room.Ben.SeesNote("One line\nand another");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        room.HadNoFaults();
    }

    [Fact]
    public async Task What_goes_from_under_the_focus_hands_it_on()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        await room.Amira.WriteNote("Mine");
        await room.Ben.WriteNote("His");
        await room.Amira.SeesNote("His");

        await PressByKey(page, "Delete your note");
        await PressByKey(page, "Undo");
        await Expect(page.Locator("note-list")).ToBeFocusedAsync();
        await PressByKey(page, "Filter");
        await page.GetByLabel("You", new() { Exact = true }).PressAsync("Space");
        await PressByKey(page, "Show all");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Filter" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("i");
        await page.Keyboard.PressAsync("c");
        await PressByKey(page, "Drop it");
        await Expect(page.Locator("#note-text")).ToBeFocusedAsync();
        await PressByKey(page, "Withdraw from Ben");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw from Ben" }))
            .ToBeFocusedAsync();
        room.HadNoFaults();
    }

    /// <summary>On a phone, in a laptop's window that is enlarged twice, and on a tablet.</summary>
    [Fact]
    public async Task What_has_the_focus_is_in_sight()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        var page = room.Amira.Page;
        await room.Ben.WriteNote("One");
        await room.Ben.WriteNote("Two");
        await room.Amira.SeesNote("Two");
        foreach (var (width, height) in (ValueTuple<int, int>[])[(390, 844), (720, 450), (768, 1024)])
        {
            await page.SetViewportSizeAsync(width, height);
            await page.ReloadAsync();
            await room.Amira.SeesThePicture();
            await Expect(page.GetByLabel("Speed")).ToBeVisibleAsync();
            foreach (var key in (string[])["Tab", "Shift+Tab"])
            {
                for (var stop = 0; stop < 50; stop++)
                {
                    await page.Keyboard.PressAsync(key);
                    Assert.Equal("", await page.EvaluateAsync<string>(Hidden));
                }
            }
        }
    }

    /// <summary>What has the focus, where its middle and its corners are covered; else nothing.</summary>
    private const string Hidden = """
        () => {
          const one = document.activeElement;
          if (!one || one === document.body) return '';
          const { left, top, width, height } = one.getBoundingClientRect();
          if (height > innerHeight) return '';
          const seen = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]].some(([x, y]) => {
            const there = document.elementFromPoint(left + x * width, top + y * height);
            return there && (one.contains(there) || there.contains(one));
          });
          return seen ? '' : one.outerHTML;
        }
        """;

    private static Task PressByKey(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button }).First.PressAsync("Enter");

    private static Task Video(IPage page, string holds) => page.WaitForFunctionAsync(
        $"() => {{ const video = document.querySelector('video'); return {holds}; }}");
}
