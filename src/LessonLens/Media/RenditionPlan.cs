using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>What is made by one command, and what follows it.</summary>
internal sealed record RenditionPlan(
    Func<Source, IReadOnlyList<Rung>> Rungs,
    Func<string, Source, IReadOnlyList<Rung>, FfmpegRun> Command,
    Func<Change, Guid, Task> Next)
{
    // Copying takes about a fiftieth of the whole; pictures and peaks are made beside it.
    private const double Copying = 0.02;

    // Until the last part is there, whichever it is.
    private const double Nearly = 0.99;

    public required bool IsCopy { get; init; }

    /// <summary>How much of all work on a recording is done when this has reached a time of it.</summary>
    public double Progress(Source source, TimeSpan reached)
    {
        var share = Math.Clamp(reached / source.Duration, 0, 1);
        var (from, to) = IsCopy ? (0, Copying) : (source.CanBeCopied ? Copying : 0, Nearly);
        return from + share * (to - from);
    }
}
