namespace LessonLens.Media;

/// <summary>From a recording to the bare loudness of its sound.</summary>
internal static class SoundCommands
{
    /// <summary>Samples of 16 bits, one channel.</summary>
    public const string Samples = "sound.pcm";

    /// <summary>Enough to draw with; each sample costs time.</summary>
    public const int SamplesPerSecond = 8000;

    private const string Alone = "sound.nut";

    /// <summary>Reads a large file once at the disk's pace, so that decoding reads a small one.</summary>
    public static FfmpegRun CopyOut(string folder, Source source, Sound sound) => FfmpegRun.Ffmpeg(folder, [
        .. SafeInput.Arguments(source.Kind),
        "-map", $"0:{sound.Stream}", "-c", "copy", "-map_metadata", "-1",
        // Takes any codec, and keeps its times.
        "-f", "nut", Alone])
        with { Limit = TimeSpan.FromMinutes(2) + source.Duration / 4 };

    public static FfmpegRun Decode(string folder, Source source) => FfmpegRun.Ffmpeg(folder, [
        "-protocol_whitelist", "file", "-codec_whitelist", SafeInput.Decoders, "-f", "nut",
        // Sound that begins after the picture does so here too.
        "-copyts", "-i", Alone,
        "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", $"{SamplesPerSecond}",
        "-t", source.Duration.TotalSeconds.ToString("0.###"),
        "-f", "s16le", Samples])
        with { Limit = TimeSpan.FromMinutes(2) + source.Duration / 4 };
}
