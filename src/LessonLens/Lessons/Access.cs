using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>One entry of a lesson's access log, as its owner reads it.</summary>
public sealed record Access
{
    /// <summary>Its place in the school's log.</summary>
    public required long Number { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; until when a visit lasted, to the minute. Null for what is done in a moment.</summary>
    public DateTime? Until { get; init; }

    /// <summary>What was done: lesson.played, grant.given and so on.</summary>
    public required string Act { get; init; }

    /// <summary>The same in words, to the owner: "Ben Carter watched it".</summary>
    public required string Says { get; init; }

    /// <summary>Null where LessonLens itself did it.</summary>
    public Person? Who { get; init; }

    /// <summary>To whom: the person or the group that was let in, for instance.</summary>
    public Person? About { get; init; }

    /// <summary>Where it was not the lesson but a clip of it.</summary>
    public Guid? ClipId { get; init; }
}

/// <summary>A part of the log, the newest first.</summary>
public sealed record AccessPage
{
    public required IReadOnlyList<Access> Entries { get; init; }

    /// <summary>Ask with this for the part before it; null where that is all.</summary>
    public long? Before { get; init; }
}
