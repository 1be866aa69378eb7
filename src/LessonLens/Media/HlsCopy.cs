namespace LessonLens.Media;

/// <summary>The same pictures and sound in another packaging, made as fast as a disk copies.</summary>
internal static class HlsCopy
{
    public const string Kind = "copy";
    public const int SecondsEach = 6;

    public static FfmpegRun Command(string folder, Source source) =>
        FfmpegRun.Ffmpeg(folder, [
            .. SafeInput.Arguments(source.Kind),
            "-map", $"0:{source.Picture.Stream}",
            .. HlsOutput.Sound(source),
            "-c", "copy",
            .. HlsOutput.Arguments(Kind, SecondsEach)])
            with { Limit = TimeSpan.FromMinutes(2) + source.Duration / 4 };
}
