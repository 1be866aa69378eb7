using System.Security.Cryptography;
using System.Text;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>The rows of a lesson, and with them all work on it; not while it is held.</summary>
public sealed class EraseLesson(JobQueue queue, Deletion deletion) : IJobHandler
{
    public const string Name = "erase-lesson";

    // A worker notices at its next news or heartbeat, at the latest after 3 s, that its job is gone.
    private static readonly TimeSpan UntilWorkersStopped = TimeSpan.FromSeconds(30);

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => queue.Complete(job, async change =>
    {
        // Whoever lifts the hold leaves this job again.
        if (await Deletion.HeldBecause(change, job.Subject) is not null) return;
        await JobQueue.Withdraw(change, await deletion.WorkedOn(change, job.Subject));
        await ErasureStore.Begin(change, job.Subject);
        var school = await change.Connection.QuerySingleOrDefaultAsync<Guid?>(
            "delete from lessons where id = @Subject and deleted_at is not null returning school_id", job);
        if (school is not null) LogBook.Append(change, new LogEntry(LogAct.LessonErased)
        {
            SchoolId = school, LessonId = job.Subject,
        });
        await JobQueue.Enqueue(change, Lane.Quick, EraseBytes.Name, job.Subject, delay: UntilWorkersStopped);
    }, stop);

    /// <summary>Nobody may find one day that a lesson which they deleted is still there.</summary>
    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Quick, Name, subject, delay: Deletion.ErasedLater);
}

/// <summary>All that was ever put for a lesson, also unpublished; then the certificate.</summary>
public sealed class EraseBytes(
    JobQueue queue, BlobLedger ledger, IBlobStore blobs, ErasureStore erasures) : IJobHandler
{
    public const string Name = "erase-bytes";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        foreach (var name in await ledger.OfLesson(job.Subject, stop))
        {
            // Read once more, so that the certificate says what really lay there.
            await using (var bytes = await blobs.Open(name, stop))
                await erasures.Note(job.Subject, name, bytes?.Length,
                    bytes is null ? null : await SHA256.HashDataAsync(bytes, stop), stop);
            await ledger.Erase(blobs, name, stop);
        }

        await queue.Publish(job, change => erasures.Finish(change, job.Subject), stop);
        foreach (var (number, text) in await erasures.Uncopied(stop))
        {
            var name = BlobNames.Erasure(number);
            await ledger.Write(null, [name], stop);
            using var copy = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await blobs.Put(name, copy, stop);
            await erasures.Copied(number);
        }

        await queue.Complete(job, change => JobQueue.Enqueue(
            change, Lane.Steady, ScrubJob.Name, job.Subject, delay: ScrubJob.ForOthers), stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Quick, Name, subject, delay: Deletion.ErasedLater);
}
