using System.Net;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>Whatever is shown of a moment is what the camera saw at that moment, to one picture.</summary>
public sealed class TruthTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int Seed = 5;

    public static TheoryData<string> Recordings => [.. LumaRecordings.Names];

    [Theory, MemberData(nameof(Recordings))]
    public async Task Every_rendition_small_picture_still_and_clip_is_of_its_moment(string name)
    {
        var random = new Random(Seed);
        var truth = await Truth.Of(await LumaRecordings.Named(name));
        var (person, lesson) = await Ready(LumaRecordings.Named(name));
        var watching = new Watching(person, lesson);

        foreach (var served in await ServedRendition.AllOf(watching))
        {
            using var _ = served;
            var frames = await served.Frames();
            for (var each = 0; each < 50; each++)
            {
                var at = random.Next(5900) / 1000.0;
                truth.Holds(at, frames.Last(frame => frame.At <= Math.Max(at, frames[0].At)).Number);
            }
        }

        await SmallPicturesHold(watching, truth);
        for (var each = 0; each < LongForm.OrShort(50, 2); each++)
            await StillHolds(watching, truth, random.Next(5900));
        for (var each = 0; each < LongForm.OrShort(10, 1); each++)
        {
            var from = random.Next(4000);
            await ClipHolds(person, lesson, truth, from, from + 1000 + random.Next(900));
        }
    }

    [Fact]
    public async Task Parts_that_were_joined_are_one_film_though_each_has_its_own_clock()
    {
        var (person, lesson) = await Ready(LumaRecordings.Joined());
        var watching = new Watching(person, lesson);
        using var served = (await ServedRendition.AllOf(watching)).Single();
        var frames = await served.Frames();
        var truth = new Truth(frames);

        Assert.Equal(300, frames.Count, 2.0);
        Assert.Equal(12, served.Seconds, 0.2);
        await SmallPicturesHold(watching, truth);
        foreach (var ms in (int[])[1_000, 8_000]) await StillHolds(watching, truth, ms);
        await ClipHolds(person, lesson, truth, 7_000, 8_500);
    }

    [Fact]
    public async Task A_clip_holds_no_sound_from_outside_its_span()
    {
        var (person, lesson) = await Ready(LumaRecordings.QuietInTheMiddle);
        using var folder = new TemporaryFolder();
        var clip = await Cutting.Clip(person, lesson, 2000, 4000);
        await File.WriteAllBytesAsync(folder["clip.mp4"], clip, Stop);

        (await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.Path, "-ignore_editlist", "1", "-i", "clip.mp4",
            "-map", "0:a", "-ac", "1", "-f", "s16le", "clip.pcm"), Stop)).OrThrow();
        var samples = await File.ReadAllBytesAsync(folder["clip.pcm"], Stop);

        // What a coder of sound needs before and after it is one of its frames, and silent.
        const int frame = 1024;
        Assert.InRange(samples.Length / 2, 2 * 48_000 - frame, 2 * 48_000 + 2 * frame);
        for (var at = 0; at < samples.Length; at += 2)
            Assert.InRange(BitConverter.ToInt16(samples, at), -100, 100);
    }

    private static async Task SmallPicturesHold(Watching watching, Truth truth)
    {
        using var folder = new TemporaryFolder();
        foreach (var cue in await watching.Thumbnails())
        {
            using var sheet = await watching.Get(cue.Sheet);
            var bytes = await sheet.Content.ReadAsByteArrayAsync(Stop);
            await File.WriteAllBytesAsync(folder[cue.Sheet], bytes, Stop);
            var place = cue.Place.Split(':');
            truth.Holds(cue.From.TotalSeconds, (await LumaCode.FramesOfJpeg(
                folder.Path, cue.Sheet, $"crop={place[2]}:{place[3]}:{place[0]}:{place[1]},")).Single());
        }
    }

    private static async Task StillHolds(Watching watching, Truth truth, int ms)
    {
        using var folder = new TemporaryFolder();
        using var still = await watching.Get($"stills/{ms}.jpg");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        var bytes = await still.Content.ReadAsByteArrayAsync(Stop);
        await File.WriteAllBytesAsync(folder["still.jpg"], bytes, Stop);
        truth.Holds(ms / 1000.0, (await LumaCode.FramesOfJpeg(folder.Path, "still.jpg")).Single());
    }

    private static async Task ClipHolds(SignedIn person, Guid lesson, Truth truth, int fromMs, int toMs)
    {
        using var folder = new TemporaryFolder();
        var clip = await Cutting.Clip(person, lesson, fromMs, toMs);
        await File.WriteAllBytesAsync(folder["clip.mp4"], clip, Stop);
        var (from, to) = (fromMs / 1000.0, toMs / 1000.0);
        var frames = await LumaCode.TimedFrames(folder.Path, "clip.mp4");
        truth.Holds(from, frames[0].Number);
        truth.Holds(to, frames[^1].Number);
        Assert.All(frames, frame => truth.Holds(from + frame.At, frame.Number));
        truth.HoldsNothingOutside(from, to, await LumaCode.Frames(
            folder.Path, "clip.mp4", "", "-ignore_editlist", "1"));
    }

    private async Task<(SignedIn, Guid)> Ready(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        return (amira, lesson);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
