namespace LessonLens.Media;

/// <summary>A growing HLS stream in the job's folder, as both the copy and the encode write it.</summary>
internal static class HlsOutput
{
    public const string Playlist = "out.m3u8";
    public const string Init = "init.mp4";

    public static IReadOnlyList<string> Arguments =>
    [
        // Where and with what it was recorded is nobody's business; subtitles and data break the muxer.
        "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
        "-f", "hls",
        "-hls_time", "6",
        "-hls_playlist_type", "event",
        "-hls_list_size", "0",
        "-hls_segment_type", "fmp4",
        "-hls_fmp4_init_filename", Init,
        "-hls_segment_filename", "%d.m4s",
        // Without this, pictures with B-frames are two frames late in Chromium after a seek.
        "-hls_segment_options", "movflags=+negative_cts_offsets",
        Playlist,
    ];

    /// <summary>By number: a phone's second sound track is often one that nobody can read.</summary>
    public static IReadOnlyList<string> Streams(Source source) => source.Sound is { } sound
        ? ["-map", $"0:{source.Picture.Stream}", "-map", $"0:{sound.Stream}"]
        : ["-map", $"0:{source.Picture.Stream}"];
}
