using System.Globalization;

namespace LessonLens.Media;

/// <summary>Which segments ffmpeg has finished, read from the playlist that it rewrites after each.</summary>
internal sealed record SegmentList(IReadOnlyList<TimeSpan> Durations)
{
    private const string LengthTag = "#EXTINF:";

    public TimeSpan Duration => Durations.Aggregate(TimeSpan.Zero, (sum, next) => sum + next);

    /// <summary>ffmpeg numbers its files from 0 on, in the order of the playlist.</summary>
    public static string FileOf(int index) => $"{index}.m4s";

    /// <param name="folder">Of one rendition.</param>
    public static SegmentList Read(string folder)
    {
        var path = Path.Combine(folder, HlsOutput.Playlist);
        var lines = File.Exists(path) ? File.ReadLines(path) : [];
        return new SegmentList([.. lines.Where(IsLength).Select(Length)]);
    }

    private static bool IsLength(string line) => line.StartsWith(LengthTag, StringComparison.Ordinal);

    private static TimeSpan Length(string line) => TimeSpan.FromSeconds(
        double.Parse(line[LengthTag.Length..].TrimEnd(','), CultureInfo.InvariantCulture));
}
