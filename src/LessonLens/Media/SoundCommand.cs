namespace LessonLens.Media;

/// <summary>From a recording to the bare loudness of its sound.</summary>
internal static class SoundCommand
{
    /// <summary>Samples of 16 bits, one channel.</summary>
    public const string Output = "sound.pcm";

    /// <summary>Enough to draw with; each sample costs time.</summary>
    public const int SamplesPerSecond = 8000;

    /// <summary>
    /// In one pass: of an MP4 only the sound is read (copying it out first took 1.3 times as long).
    /// </summary>
    public static FfmpegRun Decode(string folder, Source source, Sound sound) => FfmpegRun.Ffmpeg(folder, [
        .. SafeInput.Arguments(source.Kind),
        "-map", $"0:{sound.Stream}",
        // Sound that begins after the picture does so here too.
        "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", $"{SamplesPerSecond}",
        "-t", source.Duration.TotalSeconds.ToString("0.###"),
        "-map_metadata", "-1", "-f", "s16le", Output])
        with { Limit = TimeSpan.FromMinutes(2) + source.Duration / 2 };
}
