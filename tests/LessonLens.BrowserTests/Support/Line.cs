using Microsoft.Playwright;

namespace LessonLens.BrowserTests.Support;

/// <summary>Chromium's own network emulation, so that there is time to interrupt.</summary>
internal sealed class Line(ICDPSession session, int bytesPerSecond)
{
    public static async Task<Line> Slow(Window window, int bytesPerSecond)
    {
        var line = new Line(await window.Context.NewCDPSessionAsync(window.Page), bytesPerSecond);
        await line.Mend();
        return line;
    }

    public Task Cut() => Emulate(offline: true);

    public Task Mend() => Emulate(offline: false);

    private Task Emulate(bool offline) => session.SendAsync(
        "Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = offline,
            ["latency"] = 5,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = bytesPerSecond,
        });
}
