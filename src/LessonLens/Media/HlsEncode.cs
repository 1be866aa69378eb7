namespace LessonLens.Media;

/// <summary>All renditions that any browser plays, in one command: the recording is decoded once.</summary>
internal static class HlsEncode
{
    // One keyframe each: what is written first can be watched first. They are joined before they are kept.
    private const int SecondsEach = 2;

    /// <summary>So many make one segment, once there are some to begin with.</summary>
    public const int Together = HlsCopy.SecondsEach / SecondsEach;

    public static FfmpegRun Command(string folder, Source source, IReadOnlyList<Rung> rungs) =>
        FfmpegRun.Ffmpeg(folder, [
            "-threads", H264.DecodingThreads,
            // A file of two pictures a day apart would keep us busy for a day.
            "-t", Seconds(source.Duration + TimeSpan.FromSeconds(10)),
            .. SafeInput.Arguments(source.Kind),
            "-filter_complex", VideoFilters.For(source.Picture, rungs),
            .. rungs.SelectMany((rung, number) => Output(source, rung, number))])
            with
            {
                Limit = TimeSpan.FromMinutes(10) + source.Duration * 20,
                // Gentle as it is, it may have to wait for the processor at times.
                Gently = true,
                Standstill = TimeSpan.FromSeconds(60),
            };

    private static IEnumerable<string> Output(Source source, Rung rung, int number) =>
    [
        "-map", $"[v{number}]",
        .. HlsOutput.Sound(source),
        .. H264.Arguments,
        // By time: counted in frames (-g), keyframes of a phone's varying rate came 12 s apart.
        "-force_key_frames", "expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+2))",
        // A keyframe of x264's own choice between the forced ones only costs bytes.
        "-sc_threshold", "0",
        .. H264.SoundArguments,
        // Each picture at its own time: a phone's, made even, would come up to a picture too early or late,
        // and a browser's, whose clock counts milliseconds, a thousand times a second.
        "-vsync", "vfr", "-enc_time_base", "1:90000",
        // Each segment begins where the pictures before it add up to: the last one, too, has to say how long
        // it lasts. None is stored out of order, which would move it in a segment of uneven ones.
        "-bf", "0", "-bsf:v", "setts=pts=PTS:dts=DTS:duration=NEXT_DTS-DTS",
        .. HlsOutput.Arguments(rung.Kind, SecondsEach),
    ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###");
}
