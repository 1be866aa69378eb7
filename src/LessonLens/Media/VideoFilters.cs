namespace LessonLens.Media;

/// <summary>From any picture to one that every screen shows: square pixels, eight bits, even sides.</summary>
internal static class VideoFilters
{
    private const double MostFrames = 60;

    /// <summary>One picture of a size.</summary>
    public static string For(Picture picture, int width, int height) =>
        string.Join(',', Steps(picture, width, height));

    /// <summary>
    /// Several sizes of one picture, the largest first, at the outputs <c>[v0]</c>, <c>[v1]</c> …
    /// </summary>
    /// <remarks>
    /// What is costly is done once; each smaller size is made from the larger, as less is to be read.
    /// </remarks>
    public static string For(Picture picture, IReadOnlyList<Rung> rungs)
    {
        // Where pictures begin late, the first stands for the beginning, as in stills.
        var graph = $"[0:{picture.Stream}]setpts='if(eq(N,0),0,PTS)'," +
            For(picture, rungs[0].Width, rungs[0].Height);
        for (var next = 1; next < rungs.Count; next++)
            graph += $",split=2[v{next - 1}][s{next}]" +
                $";[s{next}]scale={rungs[next].Width}:{rungs[next].Height}";
        return $"{graph}[v{rungs.Count - 1}]";
    }

    /// <summary>Fits a screen of so many lines, lying or standing; never larger than the source.</summary>
    public static (int Width, int Height) Fit(Picture picture, int lines)
    {
        var shorter = Math.Min(picture.Width, picture.Height);
        var longer = Math.Max(picture.Width, picture.Height);
        var scale = Math.Min(1, Math.Min((double)lines / shorter, lines * 16 / 9.0 / longer));
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
        // Without this, x264 makes ten bits of ten bits, which browsers refuse; colours go by two pixels.
        yield return "format=yuv420p";
        yield return "setsar=1";
    }

    // The input's colours are named, because some phones write only the transfer into the file. White paper
    // has 203 cd/m² there, as the standards want it (BT.2408). Up to a third of that, mobius changes
    // nothing, and faces look as in an ordinary recording; hable made all of it a sixth darker.
    private static string ToneMapping(string transfer) =>
        $"zscale=tin={transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=203,format=gbrpf32le," +
        "zscale=p=bt709,tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv";

    private static int Even(double side) => Math.Max(2, (int)(Math.Round(side) / 2) * 2);
}
