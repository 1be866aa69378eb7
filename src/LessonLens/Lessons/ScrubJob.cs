using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Lessons;

/// <summary>After each erasure: out of the files of all tables that are small, and soon rewritten.</summary>
public sealed class ScrubJob(JobQueue queue, Scrubbing scrubbing) : IJobHandler
{
    public const string Name = "scrub";

    /// <summary>So that many erasures, as at the end of a school year, are one job.</summary>
    internal static readonly TimeSpan ForOthers = TimeSpan.FromMinutes(5);

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        await queue.Publish(job, change => JobQueue.WithdrawWaiting(change, job), stop);
        var isAllDone = await scrubbing.Run(Scrubbing.Small, stop);
        await queue.Complete(job, async change =>
        {
            if (!isAllDone) await JobQueue.Enqueue(
                change, Lane.Steady, ScrubAtNightJob.Name, job.Subject, delay: scrubbing.UntilNight());
        }, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Steady, Name, subject, delay: Deletion.ErasedLater);
}

/// <summary>Once a night, where something was erased: out of the files of the large ones, too.</summary>
public sealed class ScrubAtNightJob(JobQueue queue, Scrubbing scrubbing) : IJobHandler
{
    public const string Name = "scrub-at-night";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        await queue.Publish(job, change => JobQueue.WithdrawWaiting(change, job), stop);
        await scrubbing.Run(long.MaxValue, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Steady, Name, subject, delay: Deletion.ErasedLater);
}
