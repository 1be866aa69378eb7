using LessonLens.BrowserTests.Support;
using LessonLens.Tests.Support;

namespace LessonLens.BrowserTests;

/// <summary>Whatever a phone, a camera or a browser wrote plays to its end, with its sound.</summary>
public sealed class EveryKindTests(LessonLensApp app, Chromium chromium) : IClassFixture<LessonLensApp>
{
    private static readonly string[] Trickiest =
    [
        "dolby-vision.mov", "no-duration.webm", "starts-late.mp4", "cut-without-encoding.mp4",
        "surround.mkv", "unnamed-track-first.mp4", "varying.mp4",
    ];

    [Fact]
    public async Task It_plays_to_its_end_with_its_sound()
    {
        var kinds = LongForm.OrShort([.. KindsOfRecording.Names], Trickiest);
        var amira = await app.Someone("Amira");
        var lessons = new List<(string Kind, Guid Lesson)>();
        foreach (var kind in kinds)
        {
            var lesson = await amira.PlanLesson(kind);
            await amira.UploadFile(lesson, await KindsOfRecording.Named(kind).File());
            lessons.Add((kind, lesson));
        }

        await using var window = await Window.Open(chromium, app);
        await window.SignIn(amira);
        var faults = new List<string>();
        foreach (var (kind, lesson) in lessons)
        {
            await amira.RecordingOnce(lesson, now => (string?)now["state"] == "ready", withinSeconds: 120);
            await window.Page.GotoAsync($"/lessons/{lesson}");
            await window.SeesThePicture();
            var played = await window.Page.EvaluateAsync<Played>(PlayToTheEnd);
            var expected = KindsOfRecording.Named(kind);
            if (!played.Ended || played.Loudest > 0.01 != expected.HasSound
                || Math.Abs(played.Duration - expected.Seconds) > 0.5)
                faults.Add($"{kind}: {played}");
        }

        Assert.Empty(faults);
        Assert.Empty(window.Faults);
    }

    private sealed record Played
    {
        public bool Ended { get; init; }
        public double Duration { get; init; }
        public double Loudest { get; init; }
    }

    // What the speakers would get is listened to, as bytes that were decoded may still be silent.
    private const string PlayToTheEnd = """
        async () => {
            const video = document.querySelector('video');
            const context = new AudioContext();
            const ear = context.createAnalyser();
            context.createMediaElementSource(video).connect(ear);
            ear.connect(context.destination);
            const heard = new Float32Array(ear.fftSize);
            let loudest = 0;
            const listening = setInterval(() => {
                ear.getFloatTimeDomainData(heard);
                loudest = Math.max(loudest, ...heard.map(Math.abs));
            }, 20);
            const ended = new Promise(done => video.addEventListener('ended', () => done(true)));
            const late = new Promise(done => setTimeout(() => done(false), 15000));
            video.currentTime = 0;
            video.muted = false;
            await video.play();
            const hasEnded = await Promise.race([ended, late]);
            clearInterval(listening);
            await context.close();
            return { ended: hasEnded, duration: video.duration, loudest };
        }
        """;
}
