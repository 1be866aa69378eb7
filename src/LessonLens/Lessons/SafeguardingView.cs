namespace LessonLens.Lessons;

/// <summary>
/// An administrator sees a lesson that nobody shared with them, to keep a child safe; as the school's
/// administrators and coordinators see it.
/// </summary>
public sealed record SafeguardingView
{
    public required Guid Id { get; init; }
    public required Guid LessonId { get; init; }

    /// <summary>Null where the lesson is gone.</summary>
    public string? Title { get; init; }

    public string? Owner { get; init; }
    public required string AskedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    public required string Reason { get; init; }

    /// <summary>Why the owner is not told; null where they are.</summary>
    public string? WithheldBecause { get; init; }

    /// <summary>Null while it waits, and where the asker has taken it back.</summary>
    public string? DecidedBy { get; init; }
    public DateTime? Until { get; init; }
    public DateTime? EndedAt { get; init; }

    /// <summary>It waits for a second person.</summary>
    public required bool IsOpen { get; init; }

    public required bool Lasts { get; init; }

    /// <summary>Whoever reads this may agree or refuse: neither who asked nor whose lesson it is.</summary>
    public required bool IsForMe { get; init; }

    /// <summary>Whoever reads this has asked.</summary>
    public required bool IsMine { get; init; }
}

/// <summary>What the owner is told of it.</summary>
public sealed record SafeguardingNotice
{
    public required Guid LessonId { get; init; }
    public required string Title { get; init; }
    public required string AskedBy { get; init; }
    public required string DecidedBy { get; init; }
    public required DateTime Until { get; init; }
    public required bool Lasts { get; init; }
}
