namespace LessonLens.Jobs;

/// <summary>How much is to be done in one lane, by all workers and for all schools.</summary>
public sealed record LaneStanding
{
    public required Lane Lane { get; init; }

    /// <summary>Jobs that a worker has begun.</summary>
    public required int Doing { get; init; }

    /// <summary>Jobs whose time has come, and that no worker has begun.</summary>
    public required int Waiting { get; init; }
}
