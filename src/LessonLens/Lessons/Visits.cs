using Dapper;
using LessonLens.Database;
using LessonLens.People;
using Microsoft.Extensions.Caching.Memory;

namespace LessonLens.Lessons;

/// <summary>
/// Logs who is with a lesson: one entry for each visit, which ends when nothing was asked for in half an
/// hour.
/// </summary>
/// <remarks>
/// A player asks for a part every few seconds. That its visit goes on is written once a minute, which this
/// process remembers; everything else is a look into memory. No entry, no byte: what fails here fails the
/// request.
/// </remarks>
public sealed class Visits(Db db, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _lately = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="me">Who may see it: that has been asked before.</param>
    /// <param name="act">What they do.</param>
    /// <param name="lesson">Which lesson.</param>
    /// <param name="part">Which clip of it.</param>
    public ValueTask Note(Guid me, LogAct act, Guid lesson, Guid part = default)
    {
        var visit = new Visit(me, act.Word, lesson, part);
        return _lately.TryGetValue(visit, out DateTime at) && Now - at < Precision
            ? ValueTask.CompletedTask
            : new ValueTask(Write(visit, act));
    }

    /// <summary>An entry each time, for what is taken away as a whole.</summary>
    public Task Log(Guid me, LogAct act, Guid lesson) => db.Change(change =>
    {
        LogBook.Append(change, new LogEntry(act) { ActorId = me, LessonId = lesson });
        return Task.CompletedTask;
    });

    public void Dispose() => _lately.Dispose();

    // Whoever asked may hang up at any moment; what they got is logged all the same.
    private async Task Write(Visit visit, LogAct act)
    {
        var now = Now;
        await db.Change(async change =>
        {
            if (await GoesOn()) return;
            // Of many first requests at once, at whichever process, one begins the visit.
            await change.Connection.ExecuteAsync("""
                select pg_advisory_xact_lock(hashtextextended(concat(@Lesson, @Person, @Act, @Part), 0))
                """, visit);
            if (await GoesOn()) return;
            var id = Guid.CreateVersion7();
            await change.Connection.ExecuteAsync("""
                insert into visits (id, lesson_id, person_id, act, part_id, last_at)
                values (@id, @Lesson, @Person, @Act, @Part, @now)
                """, new { id, visit.Lesson, visit.Person, visit.Act, visit.Part, now });
            LogBook.Append(change, new LogEntry(act)
            {
                ActorId = visit.Person, LessonId = visit.Lesson,
                Detail = visit.Part == default ? new { visit = id } : new { visit = id, clip = visit.Part },
            });

            async Task<bool> GoesOn() => await change.Connection.ExecuteAsync("""
                update visits set last_at = greatest(last_at, @now)
                where lesson_id = @Lesson and person_id = @Person and act = @Act and part_id = @Part
                    and last_at > @now - @Over
                """, new { visit.Lesson, visit.Person, visit.Act, visit.Part, now, Over }) > 0;
        });
        _lately.Set(visit, now, new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = Precision, Size = 1,
        });
    }

    private sealed record Visit(Guid Person, string Act, Guid Lesson, Guid Part);
}
