namespace LessonLens.Media;

/// <summary>The same pictures and sound in another packaging, made as fast as a disk copies.</summary>
internal static class HlsCopy
{
    public static FfmpegRun Command(string folder, Source source) =>
        FfmpegRun.Ffmpeg(folder, [
            .. SafeInput.Arguments(source.Kind),
            .. HlsOutput.Streams(source),
            "-c", "copy",
            .. HlsOutput.Arguments])
            with { Limit = TimeSpan.FromMinutes(2) + source.Duration / 4 };
}
