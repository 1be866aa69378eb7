namespace LessonLens.Media;

/// <summary>From any picture to one that every screen shows: square pixels, eight bits, even sides.</summary>
internal static class VideoFilters
{
    private const double MostFrames = 60;

    private const double LongSide = 1280;
    private const double ShortSide = 720;

    public static string For(Picture picture)
    {
        var (width, height) = Fit(picture);
        return string.Join(',', Steps(picture, width, height));
    }

    /// <summary>720p at most, never larger than the source; even, as colours go by two pixels.</summary>
    public static (int Width, int Height) Fit(Picture picture)
    {
        var shorter = Math.Min(picture.Width, picture.Height);
        var longer = Math.Max(picture.Width, picture.Height);
        var scale = Math.Min(1, Math.Min(ShortSide / shorter, LongSide / longer));
        return (Even(picture.Width * scale), Even(picture.Height * scale));
    }

    private static IEnumerable<string> Steps(Picture picture, int width, int height)
    {
        if (picture.IsInterlaced) yield return "bwdif=mode=send_frame";
        // Slow motion is recorded at up to 240 a second; played as it is, more than 60 only cost time.
        if (picture.FrameRate > MostFrames + 1) yield return "fps=30";
        // Before mapping the tones, which takes three times as long on the full size.
        yield return $"scale={width}:{height}";
        if (picture.IsHdr) yield return ToneMapping(picture.ColourTransfer!);
        // Without this, x264 makes ten bits of ten bits, which browsers refuse.
        yield return "format=yuv420p";
        yield return "setsar=1";
    }

    // The input's colours are named, because some phones write only the transfer into the file.
    private static string ToneMapping(string transfer) =>
        $"zscale=tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100,format=gbrpf32le," +
        "zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private static int Even(double side) => Math.Max(2, (int)(Math.Round(side) / 2) * 2);
}
