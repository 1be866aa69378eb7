namespace LessonLens.People;

/// <summary>One of my own sessions.</summary>
public sealed record MySession
{
    /// <summary>For ending it; it opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>"Firefox on Windows", as the browser says of itself.</summary>
    public required string Browser { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>To the minute.</summary>
    public required DateTime LastSeenAt { get; init; }

    /// <summary>The one that asks.</summary>
    public required bool IsThis { get; init; }
}
