using System.Globalization;
using System.Runtime.InteropServices;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A clip sounds as its span of the lesson does.</summary>
public sealed class ClipSoundTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int Rate = 48_000;

    [Theory]
    [InlineData("mono", 44_100)]
    [InlineData("mono", 48_000)]
    [InlineData("stereo", 44_100)]
    [InlineData("stereo", 48_000)]
    [InlineData("5.1", 44_100)]
    [InlineData("5.1", 48_000)]
    public async Task It_is_as_loud_as_the_lesson(string channels, int rate)
    {
        var recording = await SoundRecordings.Voices(channels, rate);

        using var clip = await Cut(recording, 2_000, 6_000);

        var due = await Loudness(clip.Path, "-ss", "2", "-t", "4", "-i", recording);
        Assert.InRange(due, -35, -10);
        Assert.Equal(due, await Loudness(clip.Path, "-i", "clip.mp4"), 0.5);
    }

    [Fact]
    public async Task Six_channels_that_are_all_as_loud_as_can_be_are_not_torn()
    {
        using var clip = await Cut(await SoundRecordings.LoudAllAround, 1_000, 3_000);

        // Added up they are 2.4; a coder may exceed by a little what it was given.
        Assert.InRange((await Samples(clip)).Max(Math.Abs), 0.5f, 1.2f);
    }

    [Theory]
    [InlineData("tones.mp4")]
    [InlineData("tones.mkv")]
    [InlineData("tones.ts")]
    public async Task Each_of_its_seconds_sounds_as_it_did_and_its_neighbours_are_not_in_it(string name)
    {
        using var clip = await Cut(await SoundRecordings.TonePerSecond(name), 20_250, 22_250);

        var samples = await Samples(clip);
        // What a coder of sound needs before and after it is one of its frames.
        const int frame = 1024;
        Assert.InRange(samples.Length, 2 * Rate - frame, 2 * Rate + 2 * frame);
        foreach (var (second, from, to) in (ValueTuple<int, double, double>[])
            [(20, 0.05, 0.7), (21, 0.8, 1.7), (22, 1.8, 1.95)])
            foreach (var other in Enumerable.Range(19, 5))
                Assert.Equal(other == second ? 0.5 : 0, Tone(samples, other, from, to), 0.1);
        // The edges of the span are none of the tones', so that these would be heard alone.
        Assert.InRange(Tone(samples, 19, 0, 0.1), 0, 0.02);
        Assert.InRange(Tone(samples, 23, 1.9, samples.Length / (double)Rate), 0, 0.02);
    }

    /// <summary>How much of the tone of a second there is in a span (Goertzel).</summary>
    private static double Tone(float[] samples, int second, double from, double to)
    {
        var step = 2 * Math.PI * SoundRecordings.Frequency(second) / Rate;
        var (real, imaginary) = (0.0, 0.0);
        var span = samples[(int)(from * Rate)..(int)(to * Rate)];
        for (var at = 0; at < span.Length; at++)
        {
            real += span[at] * Math.Cos(step * at);
            imaginary += span[at] * Math.Sin(step * at);
        }

        return 2 * Math.Sqrt(real * real + imaginary * imaginary) / span.Length;
    }

    /// <summary>In LUFS, as broadcasters measure it (EBU R 128).</summary>
    private static async Task<double> Loudness(string folder, params string[] input)
    {
        const string tag = "lavfi.r128.I=";
        (await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder, [
            .. input, "-map", "0:a:0",
            "-af", "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=loudness.txt",
            "-f", "null", "-"]) with { Sandbox = SandboxLevel.Limits }, Stop)).OrThrow();
        var last = (await File.ReadAllLinesAsync(Path.Combine(folder, "loudness.txt"), Stop))
            .Last(line => line.StartsWith(tag, StringComparison.Ordinal));
        return double.Parse(last[tag.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>All that the file holds, also what an edit list would hide; 1 is as loud as can be.</summary>
    private static async Task<float[]> Samples(TemporaryFolder clip)
    {
        (await Ffmpeg.Run(FfmpegRun.Ffmpeg(clip.Path, "-ignore_editlist", "1", "-i", "clip.mp4",
            "-map", "0:a", "-af", "pan=mono|c0=c0", "-f", "f32le", "clip.pcm"), Stop)).OrThrow();
        var samples = await File.ReadAllBytesAsync(clip["clip.pcm"], Stop);
        return MemoryMarshal.Cast<byte, float>(samples).ToArray();
    }

    private async Task<TemporaryFolder> Cut(string recording, int fromMs, int toMs)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, recording);
        await amira.RecordingOnce(lesson, now => now["durationMs"] is not null);
        var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(
            folder["clip.mp4"], await Cutting.Clip(amira, lesson, fromMs, toMs), Stop);
        return folder;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
