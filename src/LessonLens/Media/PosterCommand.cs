namespace LessonLens.Media;

/// <summary>One picture from near the beginning, when the lesson has settled.</summary>
internal static class PosterCommand
{
    public const string Output = "poster.jpg";

    /// <summary>A picture that can certainly be read: 16 by 16 points (4:2:0), all the same.</summary>
    public const string Plain = "plain.yuv";
    public const int PlainBytes = 16 * 16 * 3 / 2;

    private const int Lines = 720;

    public static FfmpegRun At(string folder, Source source, TimeSpan at)
    {
        var (width, height) = VideoFilters.Fit(source.Picture, Lines);
        return FfmpegRun.Ffmpeg(folder, [
            // Before the input: seeks by the index and then decodes up to exactly this moment.
            "-ss", at.TotalSeconds.ToString("0.###"),
            .. SafeInput.Arguments(source.Kind),
            "-map", $"0:{source.Picture.Stream}",
            "-vf", VideoFilters.For(source.Picture, width, height),
            "-frames:v", "1", "-q:v", "4",
            "-map_metadata", "-1", "-an",
            "-f", "image2", "-update", "1", Output]);
    }

    public static FfmpegRun OfPlain(string folder) => FfmpegRun.Ffmpeg(folder,
        "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", "16x16", "-i", Plain,
        "-frames:v", "1", "-f", "image2", "-update", "1", Output);
}
