namespace LessonLens.People;

/// <summary>What somebody looks for in a school's log, as it was found; null is all.</summary>
public sealed record LogSelection
{
    public required Guid Me { get; init; }
    public required Guid School { get; init; }
    public required LogNarrowing Narrowing { get; init; }
    public Guid[]? People { get; init; }
    public Guid[]? Lessons { get; init; }

    internal string[]? Acts => Narrowing.Kind is { } kind
        ? [.. LogAct.All.Where(act => act.Kind == kind).Select(act => act.Word)] : null;

    internal Guid? OnlyPerson => People is [var one] ? one : null;

    /// <summary>
    /// For the log, which keeps nobody's words: how many were meant, and which lesson where it is one.
    /// </summary>
    internal Dictionary<string, object> Told(bool asTable)
    {
        var told = new Dictionary<string, object>();
        if (asTable) told["as"] = "table";
        if (People is { } people) told["people"] = people.Length;
        if (Lessons is { } lessons) told["lessons"] = lessons.Length;
        if (Lessons is [var lesson]) told["lesson"] = lesson;
        if (Narrowing.Kind is { } kind) told["what"] = kind.ToString().ToLowerInvariant();
        if (LogNarrowing.IsGiven(Narrowing.From)) told["from"] = Narrowing.From!;
        if (LogNarrowing.IsGiven(Narrowing.Until)) told["until"] = Narrowing.Until!;
        return told;
    }
}
