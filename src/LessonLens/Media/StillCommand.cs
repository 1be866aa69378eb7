namespace LessonLens.Media;

/// <summary>The picture that began at a moment, as large as a screen shows it.</summary>
internal static class StillCommand
{
    public const string Output = "still.jpg";
    private const int Lines = 1080;

    // Times are kept in microseconds at best; the picture before it is at least four milliseconds away.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(1);

    /// <param name="folder">Of the job.</param>
    /// <param name="source">The recording in it.</param>
    /// <param name="begun">When the picture began.</param>
    /// <param name="entry">Where to begin to read; the answer's time counts from there.</param>
    public static FfmpegRun At(string folder, Source source, TimeSpan begun, TimeSpan entry)
    {
        var (width, height) = VideoFilters.Fit(source.Picture, Lines);
        var from = Math.Max(0, (begun - Grace - entry).TotalSeconds);
        return FfmpegRun.Ffmpeg(folder, [
            "-ss", Math.Max(0, (entry - Grace).TotalSeconds).ToString("0.######"),
            .. SafeInput.Arguments(source.Kind),
            "-map", $"0:{source.Picture.Stream}",
            "-vf", $"trim=start={from:0.######},{VideoFilters.For(source.Picture, width, height)}," +
                PictureTime.Filter,
            "-frames:v", "1", "-q:v", "3",
            "-map_metadata", "-1", "-an",
            "-f", "image2", "-update", "1", "-y", Output]);
    }
}
