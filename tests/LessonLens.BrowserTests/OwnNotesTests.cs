using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests;

/// <summary>What one draws and writes for oneself first, and how the others come to see it.</summary>
public sealed class OwnNotesTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task What_is_drawn_and_kept_to_oneself_is_seen_by_the_other_when_one_says_so()
    {
        await using var room = await TwoPeople.Meet(app, chromium);
        await BenKeepsHisNotes(room);
        await HeSharesThemOverACut(room);
        await AmiraSeesHisArrowWhereHeDrewIt(room);
        await SheWritesFirstAndLooksInSteps(room);
        room.HadNoFaults();
    }

    private static async Task BenKeepsHisNotes(TwoPeople room)
    {
        var ben = room.Ben.Page;
        await ben.GetByLabel("Your note at").ClickAsync();
        await ben.GetByLabel("Only for me for now").CheckAsync();
        await room.Ben.WriteNote("Who has not spoken yet?");
        await Press(ben, "Draw on the picture");
        await ben.GetByLabel("Arrow").CheckAsync();
        var picture = await Picture(ben);
        await ben.Mouse.MoveAsync(picture.X + (picture.Width * 0.75f), picture.Y + (picture.Height * 0.75f));
        await ben.Mouse.DownAsync();
        await ben.Mouse.MoveAsync(picture.X + (picture.Width * 0.5f), picture.Y + (picture.Height * 0.5f));
        await ben.Mouse.MoveAsync(picture.X + (picture.Width * 0.25f), picture.Y + (picture.Height * 0.25f));
        await ben.Mouse.UpAsync();
        var undo = ben.GetByRole(AriaRole.Button, new() { Name = "Undo the last stroke" });
        await Expect(undo).ToBeEnabledAsync();
        await Press(ben, "Save note");
        await room.Ben.SeesNote("A drawing");
        await Expect(ben.GetByText("2 notes only you can see")).ToBeVisibleAsync();
    }

    private static async Task HeSharesThemOverACut(TwoPeople room)
    {
        var (amira, ben) = (room.Amira.Page, room.Ben.Page);
        await room.Ben.Context.SetOfflineAsync(true);
        await Press(ben, "Share my notes");
        await Expect(ben.Locator("#saving")).ToContainTextAsync("2 notes wait");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(0);
        await room.Ben.Context.SetOfflineAsync(false);
        await room.Amira.SeesNote("Who has not spoken yet?", withinMs: 20_000);
        await room.Amira.SeesNote("A drawing");

        await Press(ben, "Take your note at");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(1);
        await Press(ben, "Undo");
        await Expect(amira.Locator(".note")).ToHaveCountAsync(2);
    }

    private static async Task AmiraSeesHisArrowWhereHeDrewIt(TwoPeople room)
    {
        var amira = room.Amira.Page;
        await amira.EvaluateAsync("document.querySelector('video').currentTime = 7");
        var arrow = amira.GetByRole(AriaRole.Img, new() { Name = "Drawing by Ben Carter" });
        await Expect(arrow).ToHaveCountAsync(0);
        await Press(amira, "Show the drawing");
        await Expect(arrow).ToBeVisibleAsync();
        var picture = await Picture(amira);
        var drawn = (await arrow.Locator("path").First.BoundingBoxAsync())!;
        // From three quarters to one quarter of the picture, whatever its size.
        Assert.Equal(0.25, (drawn.X - picture.X) / picture.Width, 0.02);
        Assert.Equal(0.75, (drawn.X + drawn.Width - picture.X) / picture.Width, 0.02);
        Assert.Equal(0.25, (drawn.Y - picture.Y) / picture.Height, 0.02);
        Assert.Equal(0.75, (drawn.Y + drawn.Height - picture.Y) / picture.Height, 0.02);

        await amira.EvaluateAsync("document.querySelector('video').play()");
        await Expect(arrow).ToHaveCountAsync(0);
        await amira.EvaluateAsync("document.querySelector('video').pause()");
    }

    private static async Task SheWritesFirstAndLooksInSteps(TwoPeople room)
    {
        var (amira, ben) = (room.Amira.Page, room.Ben.Page);
        await Press(amira, "Order");
        await amira.GetByLabel("I want to write my own notes first").CheckAsync();
        await Expect(ben.GetByText("Amira writes first, and sees your notes")).ToBeVisibleAsync();
        await ben.GetByLabel("Your note at").ClickAsync();
        await ben.GetByLabel("Only for me for now").UncheckAsync();
        await room.Ben.WriteNote("Leila waits for a turn");
        await room.Ben.SeesNote("Amira writes first, and sees this afterwards");
        await Expect(amira.GetByText("1 note by Ben waits for you")).ToBeVisibleAsync();
        await Expect(amira.Locator(".note")).ToHaveCountAsync(2);
        await amira.GetByLabel("Look together in three steps").CheckAsync();
        await Expect(ben.Locator("note-composer .kind")).ToHaveTextAsync(["Noticed"]);

        await Press(amira, "Show them");
        await room.Amira.SeesNote("Leila waits for a turn");
        await Press(ben, "Go on to wondering");
        await Expect(amira.Locator("note-composer .kind")).ToHaveTextAsync(["Noticed", "Wondered"]);
    }

    /// <summary>Where the picture itself is, without the bars beside it.</summary>
    private static async Task<(float X, float Y, float Width, float Height)> Picture(IPage page)
    {
        var box = await page.EvaluateAsync<float[]>("""
            () => { const video = document.querySelector('video');
                    const { left, top, width, height } = video.getBoundingClientRect();
                    const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
                    const [w, h] = [video.videoWidth * scale, video.videoHeight * scale];
                    return [left + (width - w) / 2, top + (height - h) / 2, w, h]; }
            """);
        return (box[0], box[1], box[2], box[3]);
    }

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
