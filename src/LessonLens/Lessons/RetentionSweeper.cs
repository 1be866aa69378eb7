using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Lessons;

/// <summary>
/// Each hour: what is past its end goes the way of what its owner deletes, without the minute to undo it; of
/// what ends soon the owner is reminded, once for each end.
/// </summary>
public sealed partial class RetentionSweeper(Db db, TimeProvider time, ILogger<RetentionSweeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(Every, time, Sweep, RoundFailed, stoppingToken);

    public Task Sweep(CancellationToken stop) => db.Change(async change =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await change.Connection.QueryAsync<Guid>("""
            update lessons l set deleted_at = @now
            where ends_at <= @now and deleted_at is null
                and not exists (select from holds h where h.lesson_id = l.id)
            returning id
            """, new { now });
        foreach (var lesson in due.ToList())
        {
            await JobQueue.Enqueue(change, Lane.Quick, EraseLesson.Name, lesson);
            change.Tell(GrantStore.Topic, lesson.ToString());
        }

        var soon = await change.Connection.QueryAsync<Guid>("""
            update lessons l set reminded_for = ends_at
            where ends_at <= @soon and deleted_at is null and reminded_for is distinct from ends_at
                and not exists (select from holds h where h.lesson_id = l.id)
            returning id
            """, new { soon = now + RetentionStore.Notice });
        foreach (var lesson in soon.ToList())
            await JobQueue.Enqueue(change, Lane.Quick, MailLessonEnd.Name, lesson);
    }, stop);

    [LoggerMessage(LogLevel.Warning, "Could not look for lessons that are past their end: {Reason}")]
    private partial void RoundFailed(string reason);
}
