using System.Globalization;
using System.Text.RegularExpressions;

namespace LessonLens.Media;

/// <summary>The names that playlists use. They are looked up as rows, and never become paths.</summary>
internal static partial class MediaNames
{
    public static string Playlist(Guid rendition) => $"{rendition:n}.m3u8";

    public static string Init(Guid rendition) => $"{rendition:n}-0.mp4";

    public static string Segment(Guid rendition, int number) => $"{rendition:n}-{number}.m4s";

    public static Guid? PlaylistOf(string name) =>
        PlaylistName().Match(name) is { Success: true } match ? Guid.Parse(match.Groups[1].ValueSpan) : null;

    /// <summary>Number 0 is the one that says how to read the others.</summary>
    public static (Guid Rendition, int Number)? SegmentOf(string name) =>
        SegmentName().Match(name) is { Success: true } match
            ? (Guid.Parse(match.Groups[1].ValueSpan),
                int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    public static string Sprite(Guid thumbnails, int number) => $"{thumbnails:n}-{number}.jpg";

    public static (Guid Thumbnails, int Number)? SpriteOf(string name) =>
        SpriteName().Match(name) is { Success: true } match
            ? (Guid.Parse(match.Groups[1].ValueSpan),
                int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex("^([0-9a-f]{32})-(0|[1-9][0-9]?)\\.jpg\\z")]
    private static partial Regex SpriteName();

    [GeneratedRegex("^([0-9a-f]{32})\\.m3u8\\z")]
    private static partial Regex PlaylistName();

    [GeneratedRegex("^([0-9a-f]{32})-(0(?=\\.mp4)|[1-9][0-9]{0,5}(?=\\.m4s))\\.(?:mp4|m4s)\\z")]
    private static partial Regex SegmentName();
}
