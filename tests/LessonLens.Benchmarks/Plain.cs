using System.Diagnostics;
using LessonLens.Media;

namespace LessonLens.Benchmarks;

/// <summary>
/// The ffmpeg commands that anybody would write for the same, without storing what they make.
/// </summary>
internal static class Plain
{
    private static readonly string[] Hls =
        ["-f", "hls", "-hls_time", "6", "-hls_list_size", "0", "-hls_segment_type", "fmp4"];

    private static readonly string[] Encoding =
    [
        "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "22",
        "-force_key_frames", "expr:gte(t,n_forced*2)", "-sc_threshold", "0",
        "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "128k",
    ];

    public static Task<TimeSpan> Copy(string recording, BenchFolder folder) =>
        Time(folder, gently: false, ["-i", recording, "-c", "copy", .. Hls, "out.m3u8"]);

    public static Task<TimeSpan> Poster(string recording, int minutes, BenchFolder folder) => Time(
        folder, gently: false,
        "-ss", $"{minutes * 6}", "-i", recording, "-vf", "scale=1280:720", "-frames:v", "1", "poster.jpg");

    /// <summary>One seek and one command for each.</summary>
    public static async Task<TimeSpan> Thumbnails(string recording, int minutes, BenchFolder folder)
    {
        const int pictures = 100;
        var all = TimeSpan.Zero;
        for (var each = 0; each < pictures; each++) all += await Time(
            folder, gently: false, "-ss", $"{minutes * 60.0 * each / pictures}", "-i", recording,
            "-vf", "scale=256:144", "-frames:v", "1", "picture.jpg");
        return all;
    }

    public static Task<TimeSpan> Sound(string recording, BenchFolder folder) => Time(
        folder, gently: false, "-i", recording, "-vn", "-ac", "1", "-ar", "8000", "-af", "silencedetect",
        "-f", "s16le", "sound.pcm");

    /// <summary>As gently as ours, else other work on the machine slows only one of them.</summary>
    public static Task<TimeSpan> Ladder(string recording, BenchFolder folder) =>
        Ladder(recording, "[0:v]split=2[a][b];[a]scale=1280:720[l];[b]scale=640:360[s]", folder);

    public static Task<TimeSpan> LadderOfHlg(string recording, BenchFolder folder) => Ladder(recording,
        "[0:v]scale=1280:720,zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0," +
        "zscale=t=bt709:m=bt709:r=tv,format=yuv420p,split=2[l][b];[b]scale=640:360[s]", folder);

    private static Task<TimeSpan> Ladder(string recording, string filters, BenchFolder folder) => Time(
        folder, gently: true, [
        "-i", recording, "-filter_complex", filters,
        "-map", "[l]", "-map", "0:a", .. Encoding, .. Hls,
        "-hls_fmp4_init_filename", "large.mp4", "large.m3u8",
        "-map", "[s]", "-map", "0:a", .. Encoding, .. Hls,
        "-hls_fmp4_init_filename", "small.mp4", "small.m3u8"]);

    public static Task<TimeSpan> Clip(string recording, double seconds, BenchFolder folder) => Time(
        folder, gently: false, [
            "-ss", $"{seconds}", "-i", recording, "-t", "30", "-vf", "scale=1280:720", .. Encoding,
            "-movflags", "+faststart", "clip.mp4"]);

    private static async Task<TimeSpan> Time(BenchFolder folder, bool gently, params string[] arguments)
    {
        var run = FfmpegRun.Ffmpeg(folder.Fresh("plain"), arguments) with
        {
            Limit = TimeSpan.FromHours(2),
            Standstill = null,
            Gently = gently,
            // Plain is what one types by hand.
            Sandbox = SandboxLevel.Limits,
        };
        var watch = Stopwatch.StartNew();
        (await Ffmpeg.Run(run, CancellationToken.None)).OrThrow();
        return watch.Elapsed;
    }
}
