namespace LessonLens.Media;

/// <summary>A growing HLS stream in a folder of its own, as both the copy and the encode write it.</summary>
internal static class HlsOutput
{
    public const string Playlist = "out.m3u8";
    public const string Init = "init.mp4";

    /// <param name="kind">
    /// Of the rendition; the folder within the job's that is named so must be there.
    /// </param>
    /// <param name="seconds">At least, up to the next keyframe.</param>
    public static IReadOnlyList<string> Arguments(string kind, int seconds) =>
    [
        // Where and with what it was recorded is nobody's business; subtitles and data break the muxer.
        "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
        "-f", "hls",
        "-hls_time", $"{seconds}",
        "-hls_playlist_type", "event",
        "-hls_list_size", "0",
        "-hls_segment_type", "fmp4",
        // Beside the playlist, unlike the segments, whose name is taken as a path.
        "-hls_fmp4_init_filename", Init,
        "-hls_segment_filename", $"{kind}/%d.m4s",
        // Without this, pictures with B-frames are two frames late in Chromium after a seek.
        "-hls_segment_options", "movflags=+negative_cts_offsets",
        $"{kind}/{Playlist}",
    ];

    /// <summary>By number: a phone's second sound track is often one that nobody can read.</summary>
    public static IReadOnlyList<string> Sound(Source source) =>
        source.Sound is { } sound ? ["-map", $"0:{sound.Stream}"] : [];
}
