using LessonLens.Jobs;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LessonLens.Tests.Jobs;

public sealed class JobQueueTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Guid _recording = Guid.CreateVersion7();

    [Fact]
    public async Task A_job_exists_exactly_if_its_cause_was_committed()
    {
        var jobs = await TestJobs.On(database);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Db.Change(async change =>
        {
            await JobQueue.Enqueue(change, Lane.Quick, "watch", _recording);
            throw new InvalidOperationException("The cause does not come about.");
        }));
        Assert.Null(await jobs.Claim());

        await jobs.Leave(_recording);
        Assert.Equal(_recording, (await jobs.Claim())!.Subject);
    }

    [Fact]
    public async Task A_job_is_left_once_however_often_its_cause_repeats()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        await jobs.Leave(_recording);
        Assert.NotNull(await jobs.Claim());
        Assert.Null(await jobs.Claim());
    }

    [Fact]
    public async Task A_claim_is_committed_before_the_work_so_that_nobody_else_takes_the_job()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => jobs.Claim()));
        Assert.Single(claims, claim => claim is not null);
        Assert.Equal(1, (await jobs.Query<int>("select attempts from jobs")).Single());
    }

    [Fact]
    public async Task What_makes_a_lesson_watchable_goes_first()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(Guid.CreateVersion7());
        await database.Db.Change(change =>
            JobQueue.Enqueue(change, Lane.Quick, "watch", _recording, priority: 10));
        Assert.Equal(_recording, (await jobs.Claim())!.Subject);
    }

    [Fact]
    public async Task A_worker_that_slept_past_its_lease_publishes_nothing()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        var sleeper = (await jobs.Claim())!;
        await jobs.LetLeasesRunOut();
        var other = (await jobs.Claim())!;
        Assert.True(other.Token > sleeper.Token);

        await Assert.ThrowsAsync<LeaseLost>(() => jobs.Queue.Publish(
            sleeper, change => TestJobs.Say(change, _recording, "sleeper")));
        await Assert.ThrowsAsync<LeaseLost>(() => jobs.Queue.Complete(
            sleeper, change => TestJobs.Say(change, _recording, "sleeper")));
        Assert.False(await jobs.Queue.Extend(sleeper, CancellationToken.None));
        await jobs.Queue.TryLater(sleeper);
        await jobs.Queue.GiveBack(sleeper);

        await jobs.Queue.Complete(other, change => TestJobs.Say(change, _recording, "other"));
        Assert.Equal(["other"], await jobs.Effects(_recording));
        await Assert.ThrowsAsync<LeaseLost>(() => jobs.Queue.Complete(
            other, change => TestJobs.Say(change, _recording, "twice")));
        Assert.Equal(["other"], await jobs.Effects(_recording));
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_leaves_the_job_where_it_was()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        var job = (await jobs.Claim())!;
        await Assert.ThrowsAsync<InvalidOperationException>(() => jobs.Queue.Complete(job, async change =>
        {
            await TestJobs.Say(change, _recording, "half");
            throw new InvalidOperationException("No further.");
        }));
        Assert.Empty(await jobs.Effects(_recording));
        Assert.True(await jobs.Queue.Extend(job, CancellationToken.None));
    }

    [Fact]
    public async Task A_job_that_is_given_back_has_lost_no_attempt()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        for (var restart = 0; restart < 2 * JobQueue.MostAttempts; restart++)
        {
            var job = await jobs.Claim();
            Assert.Equal(1, job!.Attempts);
            await jobs.Queue.GiveBack(job);
        }
    }

    [Fact]
    public async Task A_stumble_is_tried_again_later_and_each_time_later()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        foreach (var (least, most) in ((double, double)[])[(2, 3), (4, 6), (8, 12)])
        {
            var job = (await jobs.Claim())!;
            var before = (await jobs.Query<DateTime>("select now()")).Single();
            await jobs.Queue.TryLater(job);
            var (later, left) = (await jobs.Query<(double, double)>("""
                select extract(epoch from run_at - @before)::float8,
                    extract(epoch from run_at - now())::float8 from jobs
                """, new { before })).Single();
            Assert.InRange(later, least, double.MaxValue);
            Assert.InRange(left, double.MinValue, most);
            await jobs.Query<int>("update jobs set run_at = run_at + interval '1 hour'");
            Assert.Null(await jobs.Claim());
            await jobs.LetItBeTime();
        }
    }

    [Fact]
    public async Task A_job_that_kills_its_worker_is_dead_after_five_attempts_and_says_why()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        for (var attempt = 1; attempt <= JobQueue.MostAttempts; attempt++)
        {
            Assert.Equal(attempt, (await jobs.Claim())!.Attempts);
            await jobs.LetLeasesRunOut();
        }

        Assert.Null(await jobs.Claim());
        using var rescuer = new JobRescuer(jobs.Queue, [new Handler("watch", (_, _) => Task.CompletedTask)],
            new HurriedClock(), NullLogger<JobRescuer>.Instance);
        await rescuer.StartAsync(CancellationToken.None);
        await Wait.Until(async () => (await jobs.Effects(_recording)).Count > 0);
        await rescuer.StopAsync(CancellationToken.None);

        Assert.Equal(["died: The worker ended 5 times while doing this."], await jobs.Effects(_recording));
        Assert.Equal("The worker ended 5 times while doing this.",
            (await jobs.Query<string>("select dead_reason from jobs")).Single());
    }

    [Fact]
    public async Task A_dead_job_keeps_what_was_said_last_until_it_starts_afresh()
    {
        var jobs = await TestJobs.On(database);
        await jobs.Leave(_recording);
        var job = (await jobs.Claim())!;
        await jobs.Queue.TryLater(job, "The disk is full.");
        await jobs.Queue.Bury(job, new JobFailure("The worker ended."), handler: null);
        Assert.Equal(["The disk is full."], await jobs.Query<string>("select log from jobs"));
        await Assert.ThrowsAsync<LeaseLost>(() => jobs.Queue.Publish(
            job, change => TestJobs.Say(change, _recording, "from beyond")));

        Assert.True(await database.Db.Change(change => JobQueue.Revive(change, job.Id)));
        Assert.False(await database.Db.Change(change => JobQueue.Revive(change, job.Id)));
        Assert.Equal([null], await jobs.Query<string?>("select log from jobs"));
        Assert.Equal(1, (await jobs.Claim())!.Attempts);
    }

    [Fact]
    public async Task The_dead_are_forgotten_in_time_and_nobody_else()
    {
        var jobs = await TestJobs.On(database);
        foreach (var days in (int[])[100, 1])
        {
            await jobs.Leave(Guid.CreateVersion7());
            await jobs.Queue.Bury((await jobs.Claim())!, new JobFailure($"{days} days ago"), handler: null);
            await jobs.Query<int>("""
                update jobs set dead_at = now() - make_interval(days => @days)
                where dead_reason = @days || ' days ago'
                """, new { days });
        }

        await jobs.Leave(_recording);
        await jobs.Queue.ForgetDead(TimeSpan.FromDays(90), CancellationToken.None);
        Assert.Equal([null, "1 days ago"], await jobs.Query<string?>(
            "select dead_reason from jobs order by dead_reason nulls first"));
    }

    [Fact]
    public async Task How_the_queue_stands_is_told_of_each_lane()
    {
        var jobs = await TestJobs.On(database);
        foreach (var _ in (int[])[1, 2, 3]) await jobs.Leave(Guid.CreateVersion7(), "encode", Lane.Heavy);
        await jobs.Claim(Lane.Heavy);
        await database.Db.Change(change => JobQueue.Enqueue(
            change, Lane.Quick, "drop", _recording, delay: TimeSpan.FromDays(1)));

        Assert.Equal([(Lane.Quick, 0, 0), (Lane.Steady, 0, 0), (Lane.Heavy, 1, 2)],
            (await jobs.Queue.Standing(CancellationToken.None))
                .Select(lane => (lane.Lane, lane.Doing, lane.Waiting)));
    }
}
