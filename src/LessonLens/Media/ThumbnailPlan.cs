namespace LessonLens.Media;

/// <summary>Of which times small pictures are made of a recording, and how they lie on sheets.</summary>
internal sealed record ThumbnailPlan(IReadOnlyList<TimeSpan> Times, int Width, int Height)
{
    private const int MostPictures = 100;
    private const int Lines = 144;
    private const int Side = 5;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    // The last picture began before the end, and nobody points at what follows.
    private static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(250);

    /// <summary>With each look into the recording.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(25);

    public int Columns => Math.Min(Side, Times.Count);
    public int Rows => Math.Min(Side, (Times.Count + Side - 1) / Side);
    public int PerSheet => Columns * Rows;
    public int Sheets => (Times.Count + PerSheet - 1) / PerSheet;

    /// <summary>Of one picture as it is, with a quarter of its colours (yuv420p).</summary>
    public int Bytes => Width * Height * 3 / 2;

    /// <summary>
    /// A hundred over the whole, but no more often than one can point at: the file has no say in it.
    /// </summary>
    public static ThumbnailPlan For(Source source)
    {
        var ms = Math.Max(
            Least.TotalMilliseconds, Math.Ceiling(source.Duration.TotalMilliseconds / MostPictures));
        var every = TimeSpan.FromMilliseconds(ms);
        var (width, height) = VideoFilters.Fit(source.Picture, Lines);
        var pictures = Math.Max(1, (int)Math.Ceiling((source.Duration - TooLate) / every));
        return new ThumbnailPlan(
            [.. Enumerable.Range(0, pictures).Select(each => every * each)], width, height);
    }
}
