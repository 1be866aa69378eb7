namespace LessonLens.Media;

/// <summary>A recording as it came: what the probe says of it, and what follows from that.</summary>
public sealed record Source(FileKind Kind, TimeSpan Duration, Picture Picture, Sound? Sound)
{
    /// <summary>
    /// What its own clock says at its beginning; a camcorder's, like a broadcast's, may say anything.
    /// </summary>
    public TimeSpan Start { get; init; }

    /// <summary>
    /// Decoders of tracks that we leave alone; whoever asks ffprobe must let it open them.
    /// </summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];

    /// <summary>The file holds pictures that are not in the film (an edit list).</summary>
    public bool HidesPictures { get; init; }

    /// <summary>Its clock goes back or skips; see <see cref="ClipCommands.Normalise"/>.</summary>
    public bool Jumps { get; init; }

    /// <summary>The picture or the sound is not there yet at the beginning.</summary>
    public bool BeginsInPart { get; init; }

    /// <summary>It has sound, and none of it can be read.</summary>
    public bool LosesSound { get; init; }

    /// <summary>Any browser plays it as it is; only the packaging is missing.</summary>
    public bool CanBeCopied =>
        Kind is FileKind.Mov or FileKind.Matroska
        && Picture is { Codec: "h264", PixelFormat: "yuv420p" or "yuvj420p" }
        && Picture is { IsTurned: false, IsInterlaced: false, IsDistorted: false }
        // Copied, they would be seen, and all that follows would come later than in the other renditions.
        && !HidesPictures
        // Segments do not say when a track begins that is not there from the first of them on.
        && !BeginsInPart
        && Sound is null or { Codec: "aac", Profile: "LC" };
}

/// <summary>The picture; its size is the one on a screen, turned upright and with square pixels.</summary>
public sealed record Picture(int Stream, string Codec, string PixelFormat, int Width, int Height)
{
    /// <summary>In an MP4 file the number of its track; a cover has a stream, but no track.</summary>
    public uint Track { get; init; }

    public bool IsTurned { get; init; }
    public bool IsInterlaced { get; init; }

    /// <summary>It says of its pixels what no camera makes; they are taken to be square.</summary>
    public bool IsDistorted { get; init; }

    /// <summary>Average; phones vary it. Zero when unknown.</summary>
    public double FrameRate { get; init; }

    /// <summary>Null when the file does not say; the sound may be longer.</summary>
    public TimeSpan? Duration { get; init; }

    public string? ColourTransfer { get; init; }

    /// <summary>Made for a brighter screen (HLG, PQ): washed out unless its tones are mapped.</summary>
    public bool IsHdr => ColourTransfer is "arib-std-b67" or "smpte2084";
}

public sealed record Sound(int Stream, string Codec, string? Profile);
