using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>The first look at a recording: what it is, and what it needs to be watched.</summary>
public sealed class ProbeJob(JobQueue queue, RecordingWork work, JobFolders folders) : RecordingJob("probe")
{
    public override async Task Work(ClaimedJob job, CancellationToken stop)
    {
        if (await work.Find(job, job.Subject, stop) is not { } recording) return;
        using var folder = await folders.For(job, recording.Blob, stop);
        var (source, verdict) = await folders.Look(folder, recording.Blob, stop);
        await queue.Complete(job, change => source is null
            ? RecordingStore.Fail(change, recording.Id, verdict!.ToFailure())
            : Begin(change, recording.Id, source), stop);
    }

    private static async Task Begin(Change change, Guid recording, Source source)
    {
        await RecordingStore.Describe(change, recording,
            (int)source.Duration.TotalMilliseconds, source.Picture.Width, source.Picture.Height);
        await (source.CanBeCopied
            ? JobQueue.Enqueue(change, Lane.Quick, CopyJob.Name, recording, priority: 9)
            : JobQueue.Enqueue(change, Lane.Heavy, EncodeJob.Name, recording));
        await JobQueue.Enqueue(change, Lane.Quick, PosterJob.Name, recording, priority: 8);
        await JobQueue.Enqueue(change, Lane.Steady, ThumbnailJob.Name, recording, priority: 7);
        await JobQueue.Enqueue(change, Lane.Steady, PeaksJob.Name, recording, priority: 6);
    }
}
