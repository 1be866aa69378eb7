using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;

namespace LessonLens.BrowserTests;

/// <summary>The first time on the page, over a line of 10 Mbit/s and 40 ms, with an empty cache.</summary>
[Collection(nameof(Alone))]
public sealed class FirstUseTests(LessonLensApp app, Chromium chromium, ITestOutputHelper output)
    : IClassFixture<LessonLensApp>
{
    private const int UsableWithinMs = 1500;
    private const int PictureWithinMs = 2000;

    [Fact]
    public async Task Somebody_new_writes_within_a_second_and_a_half_and_sees_the_picture_within_two()
    {
        var amira = await app.Someone("Amira Haddad");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.LongOrFullLesson());
        await amira.RecordingOnce(
            lesson, now => (string?)now["state"] == "ready", LongForm.OrShort(1200, 120));

        // Whatever else the machine does can only make it slower.
        var (usable, picture) = await Open(amira, lesson);
        for (var again = 0; again < 2 && (usable > UsableWithinMs || picture > PictureWithinMs); again++)
            (usable, picture) = await Open(amira, lesson);
        Assert.InRange(usable, 0, UsableWithinMs);
        Assert.InRange(picture, 0, PictureWithinMs);
    }

    private async Task<(double UsableMs, double PictureMs)> Open(SignedIn amira, Guid lesson)
    {
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        var line = await window.Context.NewCDPSessionAsync(window.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.clearBrowserCache");
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 40,
            ["downloadThroughput"] = 10_000_000 / 8,
            ["uploadThroughput"] = 10_000_000 / 8,
        });
        await window.Page.AddInitScriptAsync("""
            const until = (name, seen) => {
                const look = () => {
                    if (seen()) window[name] = performance.now();
                    else requestAnimationFrame(look);
                };
                look();
            };
            const find = name => document.querySelector(name);
            until('usableMs', () => find('note-composer textarea') && find('note-list')?.loaded
                && find('media-play-button'));
            until('pictureMs', () => document.querySelector('video')?.readyState >= 2);
            """);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.Page.WaitForFunctionAsync("() => window.usableMs && window.pictureMs");
        var times = await window.Page.EvaluateAsync<double[]>("() => [window.usableMs, window.pictureMs]");
        output.WriteLine($"usable after {times[0]:0} ms (bar {UsableWithinMs}), "
            + $"picture after {times[1]:0} ms (bar {PictureWithinMs})");
        return (times[0], times[1]);
    }
}
