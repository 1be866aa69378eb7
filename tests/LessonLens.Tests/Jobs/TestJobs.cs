using System.Collections.Concurrent;
using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LessonLens.Tests.Jobs;

/// <summary>
/// A queue, and workers for it that a test can watch. Each effect is a row, as in the product.
/// </summary>
internal sealed class TestJobs(TestDatabase database)
{
    public JobQueue Queue { get; } = new(database.Db);

    public static async Task<TestJobs> On(TestDatabase database)
    {
        await using var connection = await database.Db.Open();
        await connection.ExecuteAsync("""
            create table if not exists effects (subject uuid, said text not null);
            truncate effects, jobs
            """);
        return new TestJobs(database);
    }

    public Task Leave(Guid subject, string kind = "watch", Lane lane = Lane.Quick) =>
        database.Db.Change(change => JobQueue.Enqueue(change, lane, kind, subject));

    public Task<ClaimedJob?> Claim(Lane lane = Lane.Quick) => Queue.Claim(lane, CancellationToken.None);

    /// <summary>What a finished job leaves behind.</summary>
    public static Task Say(Change change, Guid subject, string what) => change.Connection.ExecuteAsync(
        "insert into effects (subject, said) values (@subject, @what)", new { subject, what });

    public async Task<IReadOnlyList<string>> Effects(Guid subject) => [.. await Query<string>(
        "select said from effects where subject = @subject", new { subject })];

    public async Task<IEnumerable<T>> Query<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.Db.Open();
        return await connection.QueryAsync<T>(sql, parameters);
    }

    /// <summary>As if the worker had been asleep, or dead, for longer than its lease.</summary>
    public Task LetLeasesRunOut() => Query<int>("update jobs set lease_until = now() - interval '1 second'");

    /// <summary>As if the time to try again had come.</summary>
    public Task LetItBeTime() => database.Db.Change(async change =>
    {
        await change.Connection.ExecuteAsync("update jobs set run_at = now()");
        change.Tell(JobQueue.Topic, "quick");
    });

    public async Task<JobRunner> StartWorker(params IJobHandler[] handlers)
    {
        var runner = new JobRunner(Queue, database.Listener, handlers, NullLogger<JobRunner>.Instance);
        await runner.StartAsync(CancellationToken.None);
        return runner;
    }
}

/// <summary>Does a job as the test says.</summary>
internal sealed class Handler(string kind, Func<ClaimedJob, CancellationToken, Task> work) : IJobHandler
{
    public string Kind => kind;
    public ConcurrentBag<Guid> Tried { get; } = [];

    public Task Work(ClaimedJob job, CancellationToken stop)
    {
        Tried.Add(job.Subject);
        return work(job, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        TestJobs.Say(change, subject, $"died: {reason}");
}
