using System.Diagnostics;
using Dapper;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.Reviews;

/// <summary>
/// The clock of the shared playheads: this process's own steady clock, set by the database's, so that all web
/// processes tell the same time.
/// </summary>
public sealed class SharedClock(Db db) : BackgroundService
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(15);
    private const int Kept = 8;

    // The first question of a process waits until what asks it is compiled.
    private const int Questions = 3;

    // No answer is off by more than half of its own delay, so this means that somebody has set the clock.
    private const double SetAnewMs = 250;

    private readonly Queue<(double OffsetMs, double DelayMs)> _answers = new();
    private double _offsetMs = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds - SteadyMs;

    /// <summary>Milliseconds since 1970.</summary>
    public double NowMs => SteadyMs + Volatile.Read(ref _offsetMs);

    private static double SteadyMs => Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Ask(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(BetweenQuestions);
        while (await rounds.WaitForNextTickAsync(stoppingToken)) await Ask(stoppingToken);
    }

    private async Task Ask(CancellationToken stop)
    {
        try
        {
            await using var connection = await db.Open(stop);
            var answers = new List<(double OffsetMs, double DelayMs)>();
            while (answers.Count < Questions)
            {
                var asked = SteadyMs;
                var databaseMs = await connection.QuerySingleAsync<double>(
                    "select extract(epoch from clock_timestamp())::float8 * 1000");
                var delay = SteadyMs - asked;
                answers.Add((databaseMs - asked - (delay / 2), delay));
            }

            Take(answers.MinBy(answer => answer.DelayMs));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // It runs on as it is set; the rooms themselves say that the database is away.
        }
    }

    private void Take((double OffsetMs, double DelayMs) answer)
    {
        if (_answers.Count > 0 && Math.Abs(answer.OffsetMs - _offsetMs) > SetAnewMs + answer.DelayMs)
            _answers.Clear();
        _answers.Enqueue(answer);
        if (_answers.Count > Kept) _answers.Dequeue();
        Volatile.Write(ref _offsetMs, _answers.MinBy(kept => kept.DelayMs).OffsetMs);
    }
}
