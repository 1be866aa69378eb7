using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// A deleted lesson is out of everybody's sight at once and its jobs rest. A minute later its rows go, and
/// half a minute after that, when no worker can still be writing, its bytes.
/// </summary>
public sealed class Deletion(Db db, IEnumerable<LessonPart> parts)
{
    private static readonly TimeSpan ForUndo = TimeSpan.FromMinutes(1);

    /// <summary>Until the lesson is back, which wakes them, or gone.</summary>
    internal static readonly TimeSpan JobsRest = ForUndo + ForUndo;

    /// <summary>Erasing is never given up: what is in its way now may be gone by then.</summary>
    internal static readonly TimeSpan ErasedLater = TimeSpan.FromHours(1);

    /// <summary>Again within that minute is fine: an answer may have been lost on its way.</summary>
    /// <returns>False when there is no such lesson of this person.</returns>
    public Task<bool> Delete(Guid me, Guid lessonId) => db.Change(async change =>
    {
        if (!await Owns(change, me, lessonId)) return false;
        // First the jobs and then the lesson, as its erasure goes: so all wait for each other in one order.
        await JobQueue.Enqueue(change, Lane.Quick, EraseLesson.Name, lessonId, delay: ForUndo);
        // Whoever works on it stops; the work rests until the lesson is back or gone.
        await JobQueue.Postpone(change, await WorkedOn(change, lessonId), JobsRest);
        var isNew = await change.Connection.ExecuteAsync(
            "update lessons set deleted_at = now() where id = @lessonId and deleted_at is null",
            new { lessonId }) == 1;
        if (isNew) LogBook.Append(change, new LogEntry(LogAct.LessonDeleted)
        {
            ActorId = me, LessonId = lessonId,
        });
        change.Tell(GrantStore.Topic, lessonId.ToString());
        return true;
    });

    /// <summary>Taking back what is not deleted changes nothing.</summary>
    /// <returns>False when there is no such lesson of this person, or no more.</returns>
    public Task<bool> TakeBack(Guid me, Guid lessonId) => db.Change(async change =>
    {
        if (!await Owns(change, me, lessonId)) return false;
        await JobQueue.Withdraw(change, [lessonId]);
        var wasDeleted = await change.Connection.QuerySingleOrDefaultAsync<bool?>("""
            update lessons l set deleted_at = null from (select deleted_at from lessons
                where id = @lessonId for update) before
            where l.id = @lessonId returning before.deleted_at is not null
            """, new { lessonId });
        if (wasDeleted is null) return false;
        if (wasDeleted.Value) LogBook.Append(change, new LogEntry(LogAct.LessonRestored)
        {
            ActorId = me, LessonId = lessonId,
        });
        await JobQueue.Postpone(change, await WorkedOn(change, lessonId), TimeSpan.Zero);
        change.Tell(GrantStore.Topic, lessonId.ToString());
        return true;
    });

    /// <summary>What this person may still take back, the last first.</summary>
    public async Task<IReadOnlyList<DeletedLesson>> JustDeleted(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<DeletedLesson>("""
            select id, title, extract(epoch from deleted_at + @ForUndo - now())::int as seconds_left
            from lessons
            where owner_id = @me and deleted_at > now() - @ForUndo
            order by deleted_at desc
            """, new { me, ForUndo })).ToList();
    }

    private static Task<bool> Owns(Change change, Guid me, Guid lessonId) =>
        change.Connection.QuerySingleOrDefaultAsync<bool>(
            "select true from lessons where id = @lessonId and owner_id = @me", new { lessonId, me });

    /// <summary>What jobs of this lesson are about.</summary>
    internal async Task<IReadOnlyCollection<Guid>> WorkedOn(Change change, Guid lessonId) =>
        (await change.Connection.QueryAsync<Guid>(string.Join(" union all ", parts.Select(
            part => $"select id from {part.Table} where lesson_id = @lessonId")), new { lessonId })).ToList();
}

/// <summary>A table of things with a lesson_id that jobs are about; whoever adds it names it.</summary>
public sealed record LessonPart(string Table);

/// <summary>A lesson that its owner may still take back.</summary>
public sealed record DeletedLesson
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required int SecondsLeft { get; init; }
}

/// <summary>The rows of a lesson, and with them all work on it.</summary>
public sealed class EraseLesson(JobQueue queue, Deletion deletion) : IJobHandler
{
    public const string Name = "erase-lesson";

    // A worker notices at its next news or heartbeat, at the latest after 3 s, that its job is gone.
    private static readonly TimeSpan UntilWorkersStopped = TimeSpan.FromSeconds(30);

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => queue.Complete(job, async change =>
    {
        await JobQueue.Withdraw(change, await deletion.WorkedOn(change, job.Subject));
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

    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Quick, Name, subject, delay: Deletion.ErasedLater);
}
