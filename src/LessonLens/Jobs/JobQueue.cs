using Dapper;
using LessonLens.Database;

namespace LessonLens.Jobs;

/// <summary>
/// The queue in PostgreSQL. All times are the database's, so that machines need not agree on theirs.
/// </summary>
public sealed class JobQueue(Db db)
{
    public const int MostAttempts = 5;
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    internal const string Topic = "jobs";

    /// <summary>
    /// Leaves a job in the transaction of its cause: it exists exactly if the cause was committed. One that
    /// waits already or is being done stays as it is; a dead one starts afresh.
    /// </summary>
    /// <param name="change">The transaction.</param>
    /// <param name="lane">Which workers do it.</param>
    /// <param name="kind">Names its handler.</param>
    /// <param name="subject">What it is about; a second job of the kind for it is not added.</param>
    /// <param name="priority">The highest goes first.</param>
    /// <param name="delay">Not before this much time has passed.</param>
    public static async Task Enqueue(
        Change change, Lane lane, string kind, Guid subject, int priority = 0, TimeSpan delay = default)
    {
        await change.Connection.ExecuteAsync("""
            insert into jobs (lane, kind, subject, priority, run_at)
            values (@lane, @kind, @subject, @priority, now() + @delay)
            on conflict (kind, subject) do update set run_at = excluded.run_at, attempts = 0,
                dead_at = null, dead_reason = null, log = null, lease_until = null
            where jobs.dead_at is not null
            """, new { lane = Name(lane), kind, subject, priority, delay });
        change.Tell(Topic, Name(lane));
    }

    /// <summary>
    /// Takes the next job. The claim is committed when this returns; the work comes after it.
    /// </summary>
    public async Task<ClaimedJob?> Claim(Lane lane, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<ClaimedJob>("""
            update jobs set attempts = attempts + 1, token = token + 1, lease_until = now() + @Lease
            where id = (
                select id from jobs
                where lane = @lane and dead_at is null and attempts < @MostAttempts
                    and run_at <= now() and (lease_until is null or lease_until < now())
                order by priority desc, run_at, id
                limit 1
                for update skip locked)
            returning id, kind, subject, attempts, token
            """, new { lane = Name(lane), Lease, MostAttempts });
    }

    /// <summary>Makes a result public while the job goes on.</summary>
    /// <exception cref="LeaseLost">The job is not ours any more; nothing was published.</exception>
    public Task Publish(ClaimedJob job, Func<Change, Task> effect, CancellationToken stop = default) =>
        db.Change(async change =>
        {
            await Confirm(change, job);
            await effect(change);
        }, stop);

    /// <summary>Makes the result public and ends the job, both or neither.</summary>
    /// <exception cref="LeaseLost">The job is not ours any more; nothing was published.</exception>
    public Task Complete(ClaimedJob job, Func<Change, Task> effect, CancellationToken stop = default) =>
        Publish(job, async change =>
        {
            await effect(change);
            await change.Connection.ExecuteAsync("delete from jobs where id = @Id", job);
        }, stop);

    /// <summary>Keeps the job ours; false when it is not.</summary>
    public async Task<bool> Extend(ClaimedJob job, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.ExecuteAsync("""
            update jobs set lease_until = now() + @Lease where id = @Id and token = @Token
            """, new { Lease, job.Id, job.Token }) == 1;
    }

    /// <summary>Lets go without counting the attempt: we are stopping, the job did nothing wrong.</summary>
    public Task GiveBack(ClaimedJob job) => db.Change(async change =>
    {
        var lane = await change.Connection.QuerySingleOrDefaultAsync<string>("""
            update jobs set lease_until = null, attempts = attempts - 1 where id = @Id and token = @Token
            returning lane
            """, job);
        if (lane is not null) change.Tell(Topic, lane);
    });

    /// <summary>
    /// Again after 2, 4, 8, 16 s, each stretched by up to a half so that a crowd spreads out.
    /// </summary>
    /// <param name="job">Failed, but has attempts left.</param>
    /// <param name="log">What was said of it (<see cref="JobFailure"/>).</param>
    public async Task TryLater(ClaimedJob job, string? log = null)
    {
        await using var connection = await db.Open();
        await connection.ExecuteAsync("""
            update jobs set lease_until = null, log = coalesce(@log, log),
                run_at = now() + (1 + random() / 2) * power(2, attempts) * interval '1 second'
            where id = @Id and token = @Token
            """, new { job.Id, job.Token, log });
    }

    /// <summary>
    /// Lets it wait for a moment without counting the attempt: what it needs is away. Short enough to go on
    /// within 10 s of its return, with the poll of a runner that is not woken.
    /// </summary>
    public async Task Wait(ClaimedJob job, string log)
    {
        await using var connection = await db.Open();
        await connection.ExecuteAsync("""
            update jobs set lease_until = null, attempts = attempts - 1, log = @log,
                run_at = now() + (1 + random() / 2) * interval '2 seconds'
            where id = @Id and token = @Token
            """, new { job.Id, job.Token, log });
    }

    /// <summary>Declares a job dead, with what its handler has to say of it, in one transaction.</summary>
    public Task Bury(ClaimedJob job, JobFailure failure, IJobHandler? handler) => Publish(job, async change =>
    {
        await change.Connection.ExecuteAsync("""
            update jobs set dead_at = now(), dead_reason = @Reason, log = coalesce(@Log, log),
                lease_until = null
            where id = @Id
            """, new { job.Id, failure.Reason, failure.Log });
        if (handler is not null) await handler.Died(change, job.Subject, failure.Reason);
    });

    /// <summary>A dead job starts afresh. False when there is none such.</summary>
    public static async Task<bool> Revive(Change change, long id)
    {
        var lane = await change.Connection.QuerySingleOrDefaultAsync<string>("""
            update jobs set run_at = now(), attempts = 0, dead_at = null, dead_reason = null, log = null
            where id = @id and dead_at is not null
            returning lane
            """, new { id });
        if (lane is not null) change.Tell(Topic, lane);
        return lane is not null;
    }

    /// <summary>Nobody tried them again for so long that nobody will.</summary>
    public async Task ForgetDead(TimeSpan after, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync("delete from jobs where dead_at < now() - @after", new { after });
    }

    /// <summary>Each lane, also where there is nothing to do; not what rests until a later time.</summary>
    public async Task<IReadOnlyList<LaneStanding>> Standing(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var rows = (await connection.QueryAsync<(string Lane, int Doing, int Waiting)>("""
            select lane, (count(*) filter (where lease_until > now()))::int,
                (count(*) filter (where lease_until is null or lease_until <= now()))::int
            from jobs where dead_at is null and run_at <= now()
            group by lane
            """)).ToDictionary(row => row.Lane);
        return [.. Enum.GetValues<Lane>().Select(lane =>
        {
            var (_, doing, waiting) = rows.GetValueOrDefault(Name(lane));
            return new LaneStanding { Lane = lane, Doing = doing, Waiting = waiting };
        })];
    }

    /// <summary>Jobs that took their workers with them as often as they may be tried.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> Deadly(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<ClaimedJob>("""
            select id, kind, subject, attempts, token from jobs
            where dead_at is null and attempts >= @MostAttempts
                and (lease_until is null or lease_until < now())
            """, new { MostAttempts })).ToList();
    }

    /// <summary>Those of these jobs that are still to be done.</summary>
    public async Task<IReadOnlySet<long>> Outstanding(IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<long>(
            "select id from jobs where id = any(@ids) and dead_at is null", new { ids = ids.ToArray() }))
            .ToHashSet();
    }

    /// <summary>
    /// Takes back what was left and is not wanted any more; whoever is at it publishes nothing.
    /// </summary>
    public static Task Withdraw(Change change, IReadOnlyCollection<Guid> subjects) =>
        change.Connection.ExecuteAsync(
            "delete from jobs where subject = any(@subjects)", new { subjects = subjects.ToArray() });

    /// <summary>
    /// The same for those that are dead or on the way there; whoever begins anew leaves them again.
    /// </summary>
    public static Task WithdrawTroubled(Change change, Guid subject, string except) =>
        change.Connection.ExecuteAsync("""
            delete from jobs
            where subject = @subject and kind <> @except and (dead_at is not null or attempts > 1)
            """, new { subject, except });

    /// <summary>What this one does, it does for all of its kind that have not begun.</summary>
    public static Task WithdrawWaiting(Change change, ClaimedJob job) => change.Connection.ExecuteAsync(
        "delete from jobs where kind = @Kind and id <> @Id and lease_until is null and dead_at is null", job);

    /// <summary>
    /// Lets them rest for so long, or go on at once: whoever is at them stops, and it does not count as an
    /// attempt.
    /// </summary>
    public static async Task Postpone(Change change, IReadOnlyCollection<Guid> subjects, TimeSpan delay)
    {
        var lanes = await change.Connection.QueryAsync<string>("""
            update jobs set run_at = now() + @delay, token = token + 1, lease_until = null,
                attempts = greatest(0, attempts - case when lease_until is null then 0 else 1 end)
            where subject = any(@subjects) and dead_at is null
            returning lane
            """, new { delay, subjects = subjects.ToArray() });
        foreach (var lane in lanes.Distinct()) change.Tell(Topic, lane);
    }

    private static async Task Confirm(Change change, ClaimedJob job)
    {
        var ours = await change.Connection.QuerySingleOrDefaultAsync<long?>(
            "select id from jobs where id = @Id and token = @Token and dead_at is null for update", job);
        if (ours is null) throw new LeaseLost();
    }

    private static string Name(Lane lane) => lane switch
    {
        Lane.Quick => "quick",
        Lane.Steady => "steady",
        _ => "heavy",
    };
}
