using System.Globalization;

namespace LessonLens.Media;

/// <summary>
/// Finds the picture that is on screen at a moment: the last one that began at or before it.
/// </summary>
internal static class Frames
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    /// <summary>When that picture began, on the playback timeline; zero when none had begun yet.</summary>
    /// <remarks>
    /// Pictures of a phone last as long as it likes, so their times are read and not computed.
    /// </remarks>
    public static async Task<TimeSpan> BegunAt(
        JobFolder folder, Source source, TimeSpan at, CancellationToken stop)
    {
        var moment = source.Start + at;
        // A camcorder's clock begins anew every day (in MPEG-TS 33 bits), and what was before is below zero.
        var from = moment - Before > source.Start ? moment - Before : source.Start;
        // Some containers are entered a little too late; and a picture may have stood still for long.
        var begun = await LastPicture(folder, source, from, moment, stop)
            ?? await LastPicture(folder, source, source.Start, moment, stop)
            ?? source.Start;
        return begun > source.Start ? begun - source.Start : TimeSpan.Zero;
    }

    private static async Task<TimeSpan?> LastPicture(
        JobFolder folder, Source source, TimeSpan from, TimeSpan moment, CancellationToken stop)
    {
        var asked = await Ffmpeg.Run(FfmpegRun.Ffprobe(folder.Path, [
            .. SafeInput.ProbeArguments(source.Kind, source.Strangers),
            "-select_streams", $"{source.Picture.Stream}",
            // A little longer, as pictures are stored out of order.
            "-read_intervals", $"{Text(from)}%{Text(moment + TimeSpan.FromSeconds(1))}",
            "-show_entries", "packet=pts_time", "-of", "csv=p=0"]) with { WantsEnd = true }, stop);
        var times = asked.Output.Split('\n').Select(Seconds).OfType<double>()
            // Written with six digits.
            .Where(seconds => seconds <= moment.TotalSeconds + 0.000001).ToList();
        return times.Count == 0 ? null : TimeSpan.FromSeconds(times.Max());
    }

    private static string Text(TimeSpan time) => time.TotalSeconds.ToString("0.######");

    private static double? Seconds(string text) =>
        double.TryParse(text.Trim().TrimEnd(','), CultureInfo.InvariantCulture, out var seconds)
            ? seconds : null;
}
