using System.ComponentModel.DataAnnotations;
using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// Nothing of a held lesson is erased, neither at its end nor by its owner. Placed and lifted by whoever
/// looks after the school, who stands for its data protection lead: there is no role of its own for them.
/// </summary>
public sealed class HoldStore(Db db, TimeProvider time)
{
    private const string IsLookedAfter = """
        exists (select from memberships m
            where m.school_id = l.school_id and m.person_id = @admin and m.role = 'admin')
        """;

    /// <summary>Again changes the reason.</summary>
    /// <returns>False when there is no such lesson in a school of theirs.</returns>
    public Task<bool> Place(Guid admin, Guid lesson, string reason) => db.Change(async change =>
    {
        var isPlaced = await change.Connection.ExecuteAsync($"""
            insert into holds (lesson_id, reason, placed_by, placed_at)
            select l.id, @reason, @admin, @now from lessons l where l.id = @lesson and {IsLookedAfter}
            on conflict (lesson_id) do update set reason = excluded.reason, placed_by = excluded.placed_by
            """, new { admin, lesson, reason, now = time.GetUtcNow().UtcDateTime }) == 1;
        if (isPlaced) LogBook.Append(change, new LogEntry(LogAct.HoldPlaced)
        {
            ActorId = admin, LessonId = lesson,
        });
        return isPlaced;
    });

    /// <summary>What waited for it goes on. Again is fine.</summary>
    /// <returns>False when there is no such lesson in a school of theirs.</returns>
    public Task<bool> Lift(Guid admin, Guid lesson) => db.Change(async change =>
    {
        var waits = await change.Connection.QuerySingleOrDefaultAsync<bool?>(
            $"select l.deleted_at is not null from lessons l where l.id = @lesson and {IsLookedAfter}",
            new { admin, lesson });
        if (waits is null) return false;
        var isLifted = await change.Connection.ExecuteAsync(
            "delete from holds where lesson_id = @lesson", new { lesson }) == 1;
        if (isLifted) LogBook.Append(change, new LogEntry(LogAct.HoldLifted)
        {
            ActorId = admin, LessonId = lesson,
        });
        if (waits.Value) await JobQueue.Enqueue(change, Lane.Quick, EraseLesson.Name, lesson);
        return true;
    });

    internal async Task<bool> IsHeld(Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<bool>(
            "select exists (select from holds where lesson_id = @lesson)", new { lesson });
    }
}

/// <summary>Why.</summary>
public sealed record PlaceHold
{
    [Required(ErrorMessage = "Say why the lesson is held: its owner reads it.")]
    [StringLength(500, ErrorMessage = "A reason has at most 500 characters.")]
    public required string Reason { get; init; }
}
