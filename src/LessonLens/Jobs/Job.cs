using LessonLens.Database;

namespace LessonLens.Jobs;

/// <summary>
/// What makes a lesson watchable is <see cref="Quick"/>; what somebody waits for that may take a minute (a
/// clip) is
/// <see cref="Steady"/>; neither ever waits behind an encode, which is <see cref="Heavy"/>.
/// </summary>
public enum Lane
{
    Quick,
    Steady,
    Heavy,
}

/// <summary>A job that this process holds, for as long as its lease and its token last.</summary>
public sealed record ClaimedJob
{
    public required long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>What the job is about: the id of a recording.</summary>
    public required Guid Subject { get; init; }

    /// <summary>1 at the first try.</summary>
    public required int Attempts { get; init; }

    /// <summary>The fencing token: whoever claims the job later has a higher one.</summary>
    public required long Token { get; init; }
}

/// <summary>Does the jobs of one kind.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>
    /// Ends by <see cref="JobQueue.Complete"/>. An exception means "again later", <see cref="JobFailed"/>
    /// means "never"; a store that is away or a disk that is full does not count as an attempt.
    /// </summary>
    Task Work(ClaimedJob job, CancellationToken stop);

    /// <summary>
    /// Runs in the transaction that declares the job dead; says so where a person will see it. Nothing, where
    /// nobody waits for it: the program's log tells of it in any case.
    /// </summary>
    Task Died(Change change, Guid subject, string reason) => Task.CompletedTask;
}

/// <summary>Trying again cannot help.</summary>
public sealed class JobFailed(string reason) : Exception(reason);

/// <summary>Somebody else holds the job now, or it is gone: whatever we made is not wanted.</summary>
public sealed class LeaseLost() : Exception("The job is no longer ours.");
