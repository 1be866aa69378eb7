namespace LessonLens.Reviews;

/// <summary>
/// The shared playhead of a room. A higher <see cref="Rev"/> replaces a lower one, whichever comes first.
/// </summary>
/// <remarks>
/// While it plays, the position is <c>anchorMediaMs + rate × (now − anchorServerMs)</c>, and the anchor
/// itself until then: a play is scheduled, so that everybody begins at once.
/// </remarks>
public sealed record Playback
{
    public required long Rev { get; init; }

    /// <summary>False also while it is <see cref="Held"/>.</summary>
    public required bool Playing { get; init; }

    /// <summary>On the playback timeline, in milliseconds.</summary>
    public required int AnchorMediaMs { get; init; }

    /// <summary>
    /// On the clock that <c>Ping</c> tells, in milliseconds; lies ahead when a play is scheduled.
    /// </summary>
    public required double AnchorServerMs { get; init; }

    public required double Rate { get; init; }

    /// <summary>Who drives alone; null when everybody in the room may.</summary>
    public Guid? Driver { get; init; }

    /// <summary>Waits for somebody's picture, and plays on when it is there or after 10 s.</summary>
    public required bool Held { get; init; }
}

/// <summary>What a driver asks for: to play, or stand, from there.</summary>
/// <param name="Playing">Stands otherwise.</param>
/// <param name="MediaMs">On the playback timeline; what lies after the end is the end.</param>
/// <param name="Rate">0.25 to 4 times as fast.</param>
public sealed record DriveTo(bool Playing, double MediaMs, double Rate)
{
    internal string? Fault => this switch
    {
        { MediaMs: not (>= 0 and <= int.MaxValue) } => "The field mediaMs lies outside the recording.",
        { Rate: not (>= 0.25 and <= 4) } => "The field rate is between 0.25 and 4.",
        _ => null,
    };
}

/// <summary>Whether a follower's picture has not come yet, and where it stands.</summary>
public sealed record LoadingAt(bool Loading, double MediaMs);
