namespace LessonLens.Media;

/// <summary>Cuts a clip by encoding it anew, and takes its first picture as its poster.</summary>
/// <remarks>
/// Copied, it would hold up to a whole group of pictures from before its start, hidden but there: in a
/// school, a disclosure.
/// </remarks>
internal static class ClipCommands
{
    public const string Output = "clip.mp4";
    public const string Poster = "poster.jpg";

    public const string Normal = "normal.mkv";
    private const int Lines = 720;

    // Where a recording is entered, pictures may be missing that are stored later but come earlier.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(1);

    // A camcorder's is entered anywhere, and shows nothing up to the next picture that can be decoded alone:
    // they come every second or so. Where they are rarer, the clip is too short, and made another way.
    private static readonly TimeSpan LongLead = TimeSpan.FromSeconds(4);

    /// <summary>The same film with an index and a clock that begins at 0: any moment of it can be entered.
    /// </summary>
    public static FfmpegRun Normalise(string folder, Source source) => FfmpegRun.Ffmpeg(folder, [
        .. SafeInput.Arguments(source.Kind),
        "-map", $"0:{source.Picture.Stream}", .. HlsOutput.Sound(source),
        "-c:v", "copy", .. H264.SoundArguments, "-map_metadata", "-1", "-map_chapters", "-1",
        "-f", "matroska", Normal])
        with { Limit = TimeSpan.FromMinutes(3) + source.Duration / 4 };

    /// <summary>Out of the recording as it came.</summary>
    public static FfmpegRun Cut(string folder, Source source, StoredClip clip) => Cut(
        folder, source, clip, source.Kind == FileKind.MpegTs ? LongLead : Lead,
        source.Kind, SafeInput.Name, $"0:{source.Picture.Stream}", HlsOutput.Sound(source));

    /// <summary>Out of what <see cref="Normalise"/> has made of it.</summary>
    public static FfmpegRun CutNormal(string folder, Source source, StoredClip clip) => Cut(
        folder, source, clip, Lead, FileKind.Matroska, Normal, "0:v", ["-map", "0:a?"]);

    /// <summary>The same of a screen that stands still: each picture again and again, up to the next one.
    /// </summary>
    /// <param name="folder">Of the job.</param>
    /// <param name="source">The recording in it.</param>
    /// <param name="clip">What to cut.</param>
    /// <param name="begun">When the picture began that is on screen at its start.</param>
    public static FfmpegRun CutStill(string folder, Source source, StoredClip clip, TimeSpan begun) => Cut(
        folder, source, clip, clip.From - begun + Lead, FileKind.Matroska, Normal, "0:v", ["-map", "0:a?"],
        "fps=30,tpad=stop=-1:stop_mode=clone,");

    private static FfmpegRun Cut(
        string folder, Source source, StoredClip clip, TimeSpan most,
        FileKind kind, string name, string picture, IReadOnlyList<string> sound, string still = "")
    {
        var (width, height) = VideoFilters.Fit(source.Picture, Lines);
        var lead = clip.From < most ? clip.From : most;
        var (from, to) = (Seconds(lead), Seconds(lead + clip.Length));
        var (span, shown) = ($"{still}trim={from}:{to}",
            $"setpts=PTS-{from}/TB,{VideoFilters.For(source.Picture, width, height)}");
        string[] nothingElse = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"];
        return FfmpegRun.Ffmpeg(folder, [
            "-threads", H264.DecodingThreads,
            // Before the input: by the index, and with encoding exact. A length and not an end, which counts
            // wrong; it begins with the first picture, so the filters say where the clip ends.
            "-ss", Seconds(clip.From - lead), "-t", Seconds(lead + clip.Length),
            .. SafeInput.Arguments(kind, name),
            "-map", picture, .. sound, "-vf", $"{span},{shown}",
            .. H264.Arguments, .. H264.SoundArguments,
            "-af", $"atrim={from}:{to},asetpts=PTS-{from}/TB,{H264.SoundFilter}",
            // Each picture once and at its own time: else the first is doubled to fill a gap before it.
            "-vsync", "vfr", "-enc_time_base", "1:90000", .. nothingElse,
            // Its index comes first, so that it plays before it has all arrived.
            "-movflags", "+faststart", "-f", "mp4", "-y", Output,
            // Without an end of its own, every picture would be made smaller for it, to be thrown away.
            "-map", picture, "-an", "-vf", $"{span},trim=end_frame=1,{shown}", "-frames:v", "1", "-q:v", "4",
            .. nothingElse,
            "-f", "image2", "-update", "1", Poster])
            with
            {
                Limit = TimeSpan.FromMinutes(5) + clip.Length * 20,
                Standstill = TimeSpan.FromSeconds(60),
            };
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###");
}
