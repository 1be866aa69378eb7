using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Media;
using LessonLens.Tests.Support;

namespace LessonLens.BrowserTests;

/// <summary>What a browser shows after a jump is what the camera saw then, to one picture.</summary>
public sealed class TruthTests(LessonLensApp app, Chromium chromium)
    : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("29.97.mp4")]
    [InlineData("uneven.mp4")]
    [InlineData("uneven-hevc.mov")]
    [InlineData("camcorder", 20)]
    public async Task The_picture_after_a_jump_is_of_that_moment(string name, int seconds = 6)
    {
        var recording = await (
            name == "camcorder" ? TestRecordings.LumaTransportStream : LumaRecordings.Named(name));
        var truth = await Truth.Of(recording);
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, recording);
        await amira.RecordingOnce(lesson, now => (string?)now["state"] == "ready");
        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        await window.Page.GotoAsync($"/lessons/{lesson}");
        await window.SeesThePicture();

        var random = new Random(5);
        for (var jump = 0; jump < LongForm.OrShort(50, 12); jump++)
        {
            var second = random.Next(seconds * 1000 - 100) / 1000.0;
            var brightness = await window.Page.EvaluateAsync<double>(Jump, second);
            // A canvas has the whole range; films leave some room at both ends.
            truth.Holds(second, (int)Math.Round((brightness * 219 / 255 + 16 - 20) / 2));
        }

        Assert.Empty(window.Faults);
    }

    private const string Jump = """
        async second => {
            const video = document.querySelector('video');
            const shown = new Promise(done => video.requestVideoFrameCallback(done));
            const arrived = new Promise(done => video.addEventListener('seeked', done, { once: true }));
            video.pause();
            video.currentTime = second;
            await arrived;
            // The same picture is not shown again, so that it may never be announced.
            await Promise.race([shown, new Promise(done => setTimeout(done, 300))]);
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [16, 16];
            const context = canvas.getContext('2d');
            context.drawImage(video, 0, 0, 16, 16);
            const pixels = context.getImageData(4, 4, 8, 8).data;
            let sum = 0;
            for (let at = 0; at < pixels.length; at += 4) sum += pixels[at];
            return sum / (pixels.length / 4);
        }
        """;
}
