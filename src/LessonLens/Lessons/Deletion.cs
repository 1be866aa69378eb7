using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Lessons;

/// <summary>
/// A deleted lesson is out of everybody's sight at once. A minute later its rows go and its jobs stop, and
/// half a minute after that, when no worker can still be writing, its bytes.
/// </summary>
public sealed class Deletion(Db db)
{
    private static readonly TimeSpan ForUndo = TimeSpan.FromMinutes(1);

    /// <returns>False when there is no such lesson of this person.</returns>
    public Task<bool> Delete(Guid me, Guid lessonId) => db.Change(async change =>
    {
        var deleted = await change.Connection.ExecuteAsync("""
            update lessons set deleted_at = now()
            where id = @lessonId and owner_id = @me and deleted_at is null
            """, new { lessonId, me }) == 1;
        if (!deleted) return false;
        await JobQueue.Enqueue(change, Lane.Quick, EraseLesson.Name, lessonId, delay: ForUndo);
        change.Tell(GrantStore.Topic, lessonId.ToString());
        return true;
    });

    /// <returns>False when there is nothing to take back, or it is too late.</returns>
    public Task<bool> TakeBack(Guid me, Guid lessonId) => db.Change(async change =>
    {
        var isBack = await change.Connection.ExecuteAsync("""
            update lessons set deleted_at = null
            where id = @lessonId and owner_id = @me and deleted_at is not null
            """, new { lessonId, me }) == 1;
        if (isBack) await JobQueue.Withdraw(change, [lessonId]);
        return isBack;
    });
}

/// <summary>The rows of a lesson, and with them all work on it.</summary>
public sealed class EraseLesson(JobQueue queue) : IJobHandler
{
    public const string Name = "erase-lesson";

    // A worker notices at its next news or heartbeat, at the latest after 10 s, that its job is gone.
    private static readonly TimeSpan UntilWorkersStopped = TimeSpan.FromSeconds(30);

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => queue.Complete(job, async change =>
    {
        var recordings = await change.Connection.QueryAsync<Guid>(
            "select id from recordings where lesson_id = @Subject", job);
        await JobQueue.Withdraw(change, recordings.ToList());
        await change.Connection.ExecuteAsync(
            "delete from lessons where id = @Subject and deleted_at is not null", job);
        await JobQueue.Enqueue(change, Lane.Quick, EraseBytes.Name, job.Subject, delay: UntilWorkersStopped);
    }, stop);

    public Task Died(Change change, Guid subject, string reason) => Task.CompletedTask;
}

/// <summary>All that was ever put for a lesson, also what never became public.</summary>
public sealed class EraseBytes(JobQueue queue, BlobLedger ledger, IBlobStore blobs) : IJobHandler
{
    public const string Name = "erase-bytes";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        foreach (var name in await ledger.OfLesson(job.Subject, stop)) await ledger.Erase(blobs, name, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }

    public Task Died(Change change, Guid subject, string reason) => Task.CompletedTask;
}
