namespace LessonLens.Media;

/// <summary>One rendition that any browser plays, for a recording that it might not.</summary>
internal static class HlsEncode
{
    // Decoding in as many threads as a large machine has would take memory for each: 2 GB for an 8K phone's.
    private const int MostThreads = 4;

    private static string Threads => $"{Math.Min(Environment.ProcessorCount, MostThreads)}";

    public static FfmpegRun Command(string folder, Source source) =>
        FfmpegRun.Ffmpeg(folder, [
            "-threads", Threads,
            // A file of two pictures a day apart would keep us busy for a day.
            "-t", Seconds(source.Duration + TimeSpan.FromSeconds(10)),
            .. SafeInput.Arguments(source.Kind),
            .. HlsOutput.Streams(source),
            "-vf", VideoFilters.For(source.Picture),
            "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-crf", "22",
            "-threads", Threads,
            // By time: counted in frames (-g), keyframes of a phone's varying rate came 12 s apart.
            "-force_key_frames", "expr:gte(t,n_forced*2)",
            // A keyframe of x264's own choice between the forced ones only costs bytes.
            "-sc_threshold", "0",
            "-c:a", "aac", "-ac", "2", "-ar", "48000", "-b:a", "128k",
            // Where the sound has gaps it stays with the picture.
            "-af", "aresample=async=1000",
            .. HlsOutput.Arguments])
            with
            {
                Limit = TimeSpan.FromMinutes(10) + source.Duration * 20,
                // Gentle as it is, it may have to wait for the processor at times.
                Gently = true,
                Standstill = TimeSpan.FromSeconds(60),
            };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###");
}
