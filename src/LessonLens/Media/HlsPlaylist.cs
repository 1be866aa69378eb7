using System.Text;

namespace LessonLens.Media;

/// <summary>The playlists that we serve; they name only files next to them.</summary>
internal static class HlsPlaylist
{
    public const string Type = "application/vnd.apple.mpegurl";

    /// <summary>A list that players read once, so it must hold while they watch.</summary>
    public static string OfAll(IReadOnlyList<Rendition> renditions)
    {
        // A player that changes over to one that still grows finds the end of the lesson missing.
        var isOneComplete = renditions.Any(rendition => rendition.IsComplete);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        foreach (var rendition in renditions.Where(one => one.IsComplete || !isOneComplete))
            text.Append(
                $"#EXT-X-STREAM-INF:BANDWIDTH={rendition.Bandwidth},CODECS=\"{rendition.Codecs}\"," +
                $"RESOLUTION={rendition.Width}x{rendition.Height}\n{MediaNames.Playlist(rendition.Id)}\n");
        return text.ToString();
    }

    public static string Of(Rendition rendition, IReadOnlyList<Segment> segments)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append($"#EXT-X-TARGETDURATION:{LongestSeconds(segments)}\n#EXT-X-MEDIA-SEQUENCE:0\n");
        text.Append(rendition.IsComplete
            ? "#EXT-X-PLAYLIST-TYPE:VOD\n"
            // While it grows, players take it for live, and would start at its end.
            : "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0,PRECISE=YES\n");
        text.Append($"#EXT-X-MAP:URI=\"{MediaNames.Init(rendition.Id)}\"\n");
        foreach (var segment in segments)
            text.Append(
                $"#EXTINF:{segment.DurationMs / 1000.0:0.000},\n" +
                $"{MediaNames.Segment(rendition.Id, segment.Number)}\n");
        return text.Append(rendition.IsComplete ? "#EXT-X-ENDLIST\n" : "").ToString();
    }

    // Never less than we ask of ffmpeg, so that it hardly changes while the playlist grows.
    private static int LongestSeconds(IReadOnlyList<Segment> segments) =>
        segments.Aggregate(6, (longest, segment) => Math.Max(longest, (segment.DurationMs + 999) / 1000));
}
