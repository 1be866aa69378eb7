using System.Globalization;
using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>Reads back from the brightness of pictures which of a luma-coded recording's they are.</summary>
internal static class LumaCode
{
    /// <summary>How often it begins again.</summary>
    public const int Cycle = 100;

    /// <summary>For each picture of a file its number modulo <see cref="Cycle"/>.</summary>
    public static async Task<IReadOnlyList<int>> Frames(
        string folder, string file, string filters = "", params string[] options)
    {
        var run = FfmpegRun.Ffmpeg(folder, [
            "-y", .. options, "-i", file,
            "-vf", $"{filters}signalstats,metadata=print:file=luma.txt",
            "-vsync", "passthrough", "-an", "-f", "null", "-"])
            with { Sandbox = SandboxLevel.Limits };
        (await Ffmpeg.Run(run, TestContext.Current.CancellationToken)).OrThrow();
        const string tag = "lavfi.signalstats.YAVG=";
        return [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "luma.txt")))
            .Where(line => line.StartsWith(tag, StringComparison.Ordinal))
            .Select(line => Number(double.Parse(line[tag.Length..], CultureInfo.InvariantCulture)))];
    }

    /// <summary>The same with the time at which each begins, as the file's own clock has it.</summary>
    public static async Task<IReadOnlyList<(double At, int Number)>> TimedFrames(
        string folder, string file, params string[] options)
    {
        var numbers = await Frames(folder, file, "", ["-copyts", .. options]);
        const string tag = "pts_time:";
        var times = (await File.ReadAllLinesAsync(Path.Combine(folder, "luma.txt")))
            .Where(line => line.Contains(tag, StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.IndexOf(tag, StringComparison.Ordinal) + tag.Length)..],
                CultureInfo.InvariantCulture));
        return [.. times.Zip(numbers)];
    }

    /// <summary>JPEG spreads brightness over the whole range; films leave some room at both ends.</summary>
    public static Task<IReadOnlyList<int>> FramesOfJpeg(string folder, string file, string filters = "") =>
        Frames(folder, file, $"{filters}scale=in_range=pc:out_range=tv,format=yuv420p,");

    // Two steps of brightness for each, so that what coding rounds off does no harm.
    private static int Number(double luma) => (int)Math.Round((luma - 20) / 2);
}
