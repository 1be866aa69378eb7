namespace LessonLens.Media;

/// <summary>
/// One size in which a recording is made: the name of the screen that it is for, and its own.
/// </summary>
internal sealed record Rung(string Kind, int Width, int Height);

/// <summary>The sizes in which a recording is made, the largest first.</summary>
internal static class Ladder
{
    private static readonly int[] Usual = [720, 360];

    /// <summary>
    /// None is larger than the recording; one that is smaller than all gets one of its own size.
    /// </summary>
    public static IReadOnlyList<Rung> For(Picture picture, IReadOnlyList<int> heights) =>
    [
        .. (heights.Count == 0 ? Usual : heights)
            .OrderDescending()
            .Select(height => (height, Size: VideoFilters.Fit(picture, height)))
            // Of several screens that show it in its own size, the smallest gives it its name.
            .GroupBy(rung => rung.Size)
            .Select(same => new Rung($"{same.Last().height}p", same.Key.Width, same.Key.Height)),
    ];
}
