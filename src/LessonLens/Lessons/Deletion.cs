using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// A deleted lesson is out of everybody's sight at once and its jobs rest. A minute later its rows go, and
/// half a minute after that, when no worker can still be writing, its bytes. A lesson that is held waits for
/// the end of that.
/// </summary>
public sealed class Deletion(Db db, IEnumerable<LessonPart> parts)
{
    // Whoever has left the school has no way back to what they deleted with it.
    private const string IsMine = """
        owner_id = @me and school_id in (select school_id from memberships where person_id = @me)
        """;

    private static readonly TimeSpan ForUndo = TimeSpan.FromMinutes(1);

    /// <summary>Until the lesson is back, which wakes them, or gone.</summary>
    internal static readonly TimeSpan JobsRest = ForUndo + ForUndo;

    /// <summary>Erasing is never given up: what is in its way now may be gone by then.</summary>
    internal static readonly TimeSpan ErasedLater = TimeSpan.FromHours(1);

    /// <summary>Again within that minute is fine: an answer may have been lost on its way.</summary>
    /// <returns>
    /// Null when there is no such lesson of this person; else why it waits, which is empty when it does not.
    /// </returns>
    public Task<string?> Delete(Guid me, Guid lessonId) => db.Change(async change =>
    {
        if (!await Owns(change, me, lessonId)) return null;
        await Delete(change, me, lessonId);
        return await HeldBecause(change, lessonId) ?? "";
    });

    /// <summary>In the transaction of what makes it go.</summary>
    internal async Task Delete(Change change, Guid me, Guid lessonId)
    {
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
    }

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
        return (await connection.QueryAsync<DeletedLesson>($"""
            select id, title, extract(epoch from deleted_at + @ForUndo - now())::int as seconds_left,
                h.reason as held_because
            from lessons left join holds h on h.lesson_id = id
            where {IsMine} and ends_at > deleted_at
                and (deleted_at > now() - @ForUndo or h.lesson_id is not null)
            order by deleted_at desc
            """, new { me, ForUndo })).ToList();
    }

    /// <summary>Why it may not be erased now; null when it may.</summary>
    internal static Task<string?> HeldBecause(Change change, Guid lessonId) =>
        change.Connection.QuerySingleOrDefaultAsync<string>(
            "select reason from holds where lesson_id = @lessonId", new { lessonId });

    private static Task<bool> Owns(Change change, Guid me, Guid lessonId) =>
        change.Connection.QuerySingleOrDefaultAsync<bool>(
            $"select true from lessons where id = @lessonId and {IsMine}", new { lessonId, me });

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

    /// <summary>It goes when this is over; until then it may be taken back.</summary>
    public string? HeldBecause { get; init; }
}

/// <summary>What is answered where a lesson is out of sight but may not be erased yet.</summary>
public sealed record WaitingDeletion
{
    public required string Title { get; init; }
    public required string HeldBecause { get; init; }
}
