using LessonLens.Media;

namespace LessonLens.Benchmarks;

/// <summary>
/// 1080p30 at 10 Mbit/s with a keyframe a second and the index at the end, as a phone writes it.
/// </summary>
internal static class Recordings
{
    /// <summary>A minute is encoded, and then repeated as it is.</summary>
    public static async Task<string> Minutes(int minutes, BenchFolder folder)
    {
        if (!File.Exists(folder["minute.mp4"])) await Run(folder,
            "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30:duration=60,noise=alls=12:allf=t",
            "-f", "lavfi", "-i", "sine=frequency=440:duration=60",
            "-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-bf", "2", "-pix_fmt", "yuv420p",
            "-b:v", "10M", "-maxrate", "12M", "-bufsize", "12M", "-c:a", "aac", "minute.mp4");
        var name = $"{minutes}-minutes.mp4";
        if (File.Exists(folder[name])) return folder[name];
        await File.WriteAllLinesAsync(folder["list.txt"], Enumerable.Repeat("file 'minute.mp4'", minutes));
        await Run(folder, "-f", "concat", "-i", "list.txt", "-c", "copy", name);
        return folder[name];
    }

    /// <summary>The same pictures and sound in another packaging.</summary>
    public static async Task<string> In(string kind, string recording, BenchFolder folder)
    {
        var name = Path.ChangeExtension(Path.GetFileName(recording), kind);
        if (!File.Exists(folder[name])) await Run(folder, "-i", recording, "-c", "copy", name);
        return folder[name];
    }

    /// <summary>Six seconds of 4K as a phone films it: HEVC of ten bits, HLG.</summary>
    public static async Task<string> FourK(BenchFolder folder)
    {
        const string name = "4k-hlg.mov";
        if (!File.Exists(folder[name])) await Run(folder,
            "-f", "lavfi", "-i", "testsrc2=size=3840x2160:rate=30:duration=6,noise=alls=6:allf=t",
            "-f", "lavfi", "-i", "sine=frequency=440:duration=6",
            "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1",
            "-b:v", "40M", "-x265-params", "log-level=error:keyint=30:colorprim=bt2020" +
            ":transfer=arib-std-b67:colormatrix=bt2020nc", "-c:a", "aac", name);
        return folder[name];
    }

    private static async Task Run(BenchFolder folder, params string[] arguments)
    {
        var run = FfmpegRun.Ffmpeg(folder.Path, arguments) with
        { Limit = TimeSpan.FromMinutes(20), Sandbox = SandboxLevel.Limits };
        (await Ffmpeg.Run(run, CancellationToken.None)).OrThrow();
    }
}
