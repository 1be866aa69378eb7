namespace LessonLens.Media;

/// <summary>How we write what every browser plays: H.264 and AAC.</summary>
internal static class H264
{
    // As many threads as a large machine has would take memory for each: 2 GB for an 8K phone's pictures.
    private const int MostThreads = 4;

    // Half as many again as there are processors, as x264 does by itself: some wait for others.
    private const double PerProcessor = 1.5;
    private const int MostEncoding = 6;

    public static string DecodingThreads => $"{Math.Min(Environment.ProcessorCount, MostThreads)}";

    private static string EncodingThreads =>
        $"{Math.Min((int)(Environment.ProcessorCount * PerProcessor), MostEncoding)}";

    public static IReadOnlyList<string> Arguments =>
    [
        "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "22",
        "-threads", EncodingThreads,
        // Nothing that a camera has written into its pictures goes on: its captions neither.
        "-a53cc", "0", "-udu_sei", "0",
    ];

    public static IReadOnlyList<string> SoundArguments =>
    [
        "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "128k",
        "-af", SoundFilter,
    ];

    /// <summary>
    /// Where the sound has gaps, or begins late, it stays with the picture: segments do not say when a track
    /// begins that is not there from the first of them on. Many channels are as loud as they were together
    /// (EBU R 128, where those behind weigh more), held back only where that is more than there can be, less
    /// the decibel by which a coder may exceed it.
    /// </summary>
    public const string SoundFilter =
        "aresample=async=1000:first_pts=0:slev=1.19,aformat=channel_layouts=stereo," +
        "alimiter=limit=0.89:level=disabled:latency=1";
}
