using System.Text.Json;
using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// Logs that a grant has run out. It ends by itself at its minute; only that it did is written down here.
/// </summary>
public sealed partial class GrantEnds(
    Db db, IEnumerable<EndingGrants> kinds, TimeProvider time, ILogger<GrantEnds> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(Every, time, LogAll, RoundFailed, stoppingToken);

    /// <summary>All that have run out and are not in the log yet.</summary>
    public async Task LogAll(CancellationToken stop = default)
    {
        foreach (var kind in kinds)
            while (await LogSome(kind, stop)) { }
    }

    private Task<bool> LogSome(EndingGrants kind, CancellationToken stop) => db.Change(async change =>
    {
        var ended = (await change.Connection.QueryAsync<(Guid Lesson, Guid Person, string Detail)>(
            kind.LogSome)).ToList();
        foreach (var (lesson, person, detail) in ended)
            LogBook.Append(change, new LogEntry(kind.Act)
            {
                LessonId = lesson, AboutId = person, Detail = JsonElement.Parse(detail),
            });
        return ended.Count > 0;
    }, stop);

    [LoggerMessage(LogLevel.Warning, "Could not log which grants have ended: {Reason}")]
    private partial void RoundFailed(string reason);
}

/// <summary>A table of grants.</summary>
/// <param name="LogSome">
/// Marks some that have ended as logged and returns of each: lesson, person or group, and the detail.
/// </param>
/// <param name="Act">What the log says then.</param>
public sealed record EndingGrants(string LogSome, LogAct Act)
{
    internal static EndingGrants OfLessons(GrantedTo to) => new($$"""
        update {{to.Table}} set logged_until = until_at
        where (lesson_id, {{to.Column}}) in (
            select lesson_id, {{to.Column}} from {{to.Table}}
            where until_at <= now() and logged_until is distinct from until_at
            limit 100 for update skip locked)
        returning lesson_id, {{to.Column}}, '{}'
        """, LogAct.GrantEnded);
}
