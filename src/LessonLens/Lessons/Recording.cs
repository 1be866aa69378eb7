namespace LessonLens.Lessons;

/// <summary>Only ever moves forward: awaiting, arriving, processing, ready; or failed.</summary>
public enum RecordingState
{
    /// <summary>Nothing has been uploaded; such a recording has no row.</summary>
    Awaiting,
    Arriving,
    Processing,

    /// <summary>All that is made from it is there.</summary>
    Ready,
    Failed,
}

/// <summary>How far a lesson's recording is, as the API tells it.</summary>
public sealed record Recording
{
    public static readonly Recording None = new() { State = RecordingState.Awaiting };

    /// <summary>Another one of the same lesson has another.</summary>
    public Guid? Id { get; init; }

    public required RecordingState State { get; init; }

    /// <summary>Something can be watched, even while more of it is being made.</summary>
    public bool Playable { get; init; }

    /// <summary>0..1 within the state.</summary>
    public double Progress { get; init; }

    /// <summary>
    /// While it waits for its turn: how many recordings, of whomever, are made watchable before it.
    /// </summary>
    public int? Ahead { get; init; }

    public int? DurationMs { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public Failure? Failure { get; init; }
}

/// <param name="Code">For programs; does not change.</param>
/// <param name="Title">For people: what is wrong and what to do.</param>
public sealed record Failure(string Code, string Title);

/// <summary>The row behind it, for those who work on the bytes.</summary>
public sealed record StoredRecording
{
    public required Guid Id { get; init; }
    public required Guid LessonId { get; init; }
    public required string State { get; init; }
    public required bool Playable { get; init; }
    public int? DurationMs { get; init; }
    public required string Blob { get; init; }
    /// <summary>Null until all of them have arrived.</summary>
    public long? Bytes { get; init; }
    public string? FileName { get; init; }

    /// <summary>Its lesson's owner may still take that back.</summary>
    public required bool IsDeleted { get; init; }
}

/// <summary>A recording of a lesson that has arrived, for the choice between several.</summary>
public sealed record ArrivedRecording
{
    public required Guid Id { get; init; }
    public string? FileName { get; init; }
    public required long Bytes { get; init; }
    public required DateTime ArrivedAt { get; init; }

    /// <summary>Null until it has been looked at.</summary>
    public int? DurationMs { get; init; }

    /// <summary>It is the one that the lesson shows.</summary>
    public required bool Shown { get; init; }
}
