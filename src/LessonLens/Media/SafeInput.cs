using System.Text.RegularExpressions;

namespace LessonLens.Media;

/// <summary>How a stranger's file is opened: one demuxer, few decoders, no other file.</summary>
public static partial class SafeInput
{
    /// <summary>Each job has a folder of its own and the recording always this name in it.</summary>
    public const string Name = "source";

    /// <summary>8K: one such picture takes 50 MB, and memory grows with it.</summary>
    public const long MostPixels = 8192L * 4320;

    /// <summary>Longer than any school day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>What phones, cameras and browsers write.</summary>
    public const string Decoders =
        "h264,hevc,vp8,vp9,av1,libdav1d,mpeg4,mpeg2video,h263,mjpeg," +
        "aac,aac_latm,mp2,mp2float,mp3,mp3float,opus,libopus,vorbis,ac3,eac3,alac,flac,amrnb,amrwb," +
        "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be," +
        "pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,pcm_bluray," +
        "adpcm_ima_wav,adpcm_ms";

    public static IReadOnlyList<string> Arguments(FileKind kind, string name = Name) =>
        [.. Limits(kind), "-i", name];

    /// <summary>
    /// ffprobe opens a decoder for each stream, and gives up on all of them at one that it may not open.
    /// </summary>
    /// <param name="kind">Of the recording.</param>
    /// <param name="strangers">
    /// Decoders off the list that it may open for the tracks that we leave alone. They get nothing to decode:
    /// what is read in advance goes by the list of the container, which stays as it is.
    /// </param>
    public static IReadOnlyList<string> ProbeArguments(FileKind kind, IReadOnlyList<string> strangers)
    {
        var mayOpen = string.Join(',', [Decoders, .. strangers]);
        return
        [
            .. Limits(kind),
            "-codec_whitelist:v", mayOpen, "-codec_whitelist:a", mayOpen, "-codec_whitelist:d", mayOpen,
            "-codec_whitelist:t", mayOpen,
            "-codec_whitelist:s", $"{mayOpen},mov_text,subrip,srt,ass,ssa,webvtt,dvbsub,pgssub,dvdsub,text",
            "-i", Name,
        ];
    }

    /// <summary>Whether what ffprobe calls a codec is one that we read; only two have other names.</summary>
    public static bool Reads(string? codec) =>
        codec is "amr_nb" or "amr_wb" || codec is not null && $",{Decoders},".Contains($",{codec},");

    /// <summary>The decoders that ffprobe says it may not open.</summary>
    public static IReadOnlyList<string> Strangers(string errors) =>
        [.. Stranger().Matches(errors).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"Codec \((\w+)\) not on whitelist")]
    private static partial Regex Stranger();

    private static IReadOnlyList<string> Limits(FileKind kind) =>
    [
        // A playlist or a script in the shape of a video would open its neighbours: only this file, only so.
        "-f", kind.Demuxer() ?? throw new ArgumentException($"no demuxer for {kind}", nameof(kind)),
        "-protocol_whitelist", "file",
        "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts",
        // More than 500 decoders are compiled in, and holes are found in those that nobody uses.
        "-codec_whitelist", Decoders,
        "-max_pixels", $"{MostPixels}",
        "-max_streams", "32",
        "-probesize", "20M",
        "-analyzeduration", "20M",
    ];
}
