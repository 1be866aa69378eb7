using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>How jobs about a recording begin, and how what they made of it becomes public.</summary>
public sealed class RecordingWork(
    JobQueue queue, RecordingStore recordings, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
{
    /// <summary>Null when the recording is gone, or none: then the job has been completed.</summary>
    /// <exception cref="LeaseLost">
    /// Its lesson is deleted; the job rests until the lesson is back or gone.
    /// </exception>
    internal async Task<StoredRecording?> Find(ClaimedJob job, Guid? id, CancellationToken stop)
    {
        if (id is null || await recordings.Find(id.Value, stop) is not { } recording)
        {
            await queue.Complete(job, _ => Task.CompletedTask, stop);
            return null;
        }

        if (!recording.IsDeleted) return recording;
        // An upload may end, and a job leave the next, while the owner may still take the deletion back.
        await queue.Publish(
            job, change => JobQueue.Postpone(change, [job.Subject], Deletion.JobsRest), stop);
        throw new LeaseLost();
    }

    /// <param name="job">Its subject is the recording.</param>
    /// <param name="make">In the job's folder; null when nothing can be made of this recording.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task Make(
        ClaimedJob job, Func<JobFolder, Source, Task<Made?>> make, CancellationToken stop)
    {
        if (await Find(job, job.Subject, stop) is not { } recording) return;
        var (folder, source) = await folders.Open(job, recording, stop);
        using var _ = folder;
        if (await make(folder, source) is not { } made)
        {
            await queue.Complete(job, change =>
                RecordingStore.Fail(change, recording.Id, Verdict.Unreadable.ToFailure()), stop);
            return;
        }

        await ledger.Write(recording.LessonId, [.. made.Files.Select(file => file.Blob)], stop);
        foreach (var (blob, file) in made.Files) await blobs.PutFile(blob, folder.File(file), stop);
        await queue.Complete(job, async change =>
        {
            await made.Publish(change);
            await Readiness.Consider(change, recording.Id);
        }, stop);
    }
}

/// <param name="Files">In the job's folder, each with the name of the blob that it becomes.</param>
/// <param name="Publish">The rows that point at them.</param>
internal sealed record Made(IReadOnlyList<(string Blob, string File)> Files, Func<Change, Task> Publish);
