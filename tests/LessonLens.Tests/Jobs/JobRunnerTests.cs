using LessonLens.Blobs;
using LessonLens.Jobs;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Jobs;

[Collection(nameof(Alone))]
public sealed class JobRunnerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Guid _recording = Guid.CreateVersion7();

    [Fact]
    public async Task Two_workers_do_five_hundred_jobs_once_each()
    {
        var jobs = await TestJobs.On(database);
        var recordings = Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7()).ToList();
        using var one = await jobs.StartWorker(Finishing(jobs));
        using var other = await jobs.StartWorker(Finishing(jobs));
        await Task.WhenAll(recordings.Chunk(125).Select(async part =>
        {
            foreach (var recording in part) await jobs.Leave(recording);
        }));

        await NoneLeft(jobs);
        var effects = (await jobs.Query<Guid>("select subject from effects")).Order();
        Assert.Equal(recordings.Order(), effects);
        await Stop(one, other);
    }

    [Fact]
    public async Task What_is_quick_does_not_wait_behind_what_is_heavy()
    {
        var jobs = await TestJobs.On(database);
        var encoded = new TaskCompletionSource();
        var encode = new Handler("encode", async (job, stop) =>
        {
            await encoded.Task.WaitAsync(stop);
            await jobs.Queue.Complete(job, _ => Task.CompletedTask, stop);
        });
        using var worker = await jobs.StartWorker(encode, Finishing(jobs));
        for (var lesson = 0; lesson < 3; lesson++)
            await jobs.Leave(Guid.CreateVersion7(), "encode", Lane.Heavy);
        await Wait.Until(() => Task.FromResult(!encode.Tried.IsEmpty));

        await jobs.Leave(_recording);
        await Wait.Until(async () => (await jobs.Effects(_recording)).Count == 1);
        Assert.Single(encode.Tried);
        encoded.SetResult();
        await NoneLeft(jobs);
        await Stop(worker);
    }

    [Fact]
    public async Task A_job_whose_notice_was_lost_is_found_by_looking()
    {
        var jobs = await TestJobs.On(database);
        using var worker = await jobs.StartWorker(Finishing(jobs));
        await jobs.Leave(Guid.CreateVersion7());
        await NoneLeft(jobs);
        await jobs.Query<int>("insert into jobs (lane, kind, subject) values ('quick', 'watch', @_recording)",
            new { _recording });
        await Wait.Until(async () => (await jobs.Effects(_recording)).Count == 1, withinSeconds: 8);
        await Stop(worker);
    }

    [Fact]
    public async Task A_job_that_stumbles_each_time_is_tried_five_times_and_then_dead_with_its_reason()
    {
        var jobs = await TestJobs.On(database);
        var stumbling = new Handler("watch", (_, _) =>
            throw new InvalidOperationException("The disk is full."));
        using var worker = await jobs.StartWorker(stumbling);
        await jobs.Leave(_recording);
        await Wait.Until(async () =>
        {
            await jobs.LetItBeTime();
            return (await jobs.Effects(_recording)).Count > 0;
        }, withinSeconds: 40);
        Assert.Equal(["died: The disk is full."], await jobs.Effects(_recording));
        Assert.Equal(JobQueue.MostAttempts, stumbling.Tried.Count);
        await Stop(worker);
    }

    [Fact]
    public async Task A_job_waits_without_end_while_the_store_is_away_or_the_disk_is_full()
    {
        var jobs = await TestJobs.On(database);
        var isBack = false;
        var handler = new Handler("watch", (job, stop) => isBack
            ? jobs.Queue.Complete(job, change => TestJobs.Say(change, job.Subject, "done"), stop)
            : throw (job.Token % 2 == 0 ? new BlobStoreFailed("Away.", new TimeoutException())
                : new IOException("No space left on device", FullDisk.NoSpace)));
        using var worker = await jobs.StartWorker(handler);
        await jobs.Leave(_recording);
        await Wait.Until(async () =>
        {
            await jobs.LetItBeTime();
            return handler.Tried.Count > 2 * JobQueue.MostAttempts;
        }, withinSeconds: 20);

        isBack = true;
        await Wait.Until(async () => (await jobs.Effects(_recording)).Count > 0, withinSeconds: 10);
        Assert.Equal(["done"], await jobs.Effects(_recording));
        await Stop(worker);
    }

    [Fact]
    public async Task What_cannot_be_helped_by_trying_again_is_dead_at_once()
    {
        var jobs = await TestJobs.On(database);
        var failing = new Handler("watch", (_, _) => throw new JobFailed("This is no film."));
        using var worker = await jobs.StartWorker(failing);
        await jobs.Leave(_recording);
        await jobs.Leave(_recording, "unheard-of");
        await Wait.Until(async () => (await jobs.Query<string>(
            "select dead_reason from jobs where dead_at is not null order by dead_reason")).Count() == 2);
        Assert.Equal(["died: This is no film."], await jobs.Effects(_recording));
        Assert.Single(failing.Tried);
        await Stop(worker);
    }

    [Fact]
    public async Task A_worker_that_lost_its_job_in_the_end_goes_on_with_others()
    {
        var jobs = await TestJobs.On(database);
        var losing = new Handler("lose", async (job, _) =>
        {
            await jobs.Query<int>("update jobs set token = token + 1 where id = @Id", new { job.Id });
            throw new JobFailed("Whatever we say, it is not ours to say.");
        });
        using var worker = await jobs.StartWorker(losing, Finishing(jobs));
        // As many as there are quick lanes.
        for (var loss = 0; loss < 2; loss++) await jobs.Leave(Guid.CreateVersion7(), "lose");
        await Wait.Until(() => Task.FromResult(losing.Tried.Count == 2));

        await jobs.Leave(_recording);
        await Wait.Until(async () => (await jobs.Effects(_recording)).Count == 1);
        Assert.Empty(await jobs.Query<int>("select 1 from jobs where dead_at is not null"));
        await Stop(worker);
    }

    private static Handler Finishing(TestJobs jobs) => new("watch", (job, stop) =>
        jobs.Queue.Complete(job, change => TestJobs.Say(change, job.Subject, "done"), stop));

    private static Task NoneLeft(TestJobs jobs) => Wait.Until(async () =>
        !(await jobs.Query<int>("select 1 from jobs limit 1")).Any(), withinSeconds: 60);

    private static Task Stop(params JobRunner[] workers) =>
        Task.WhenAll(workers.Select(worker => worker.StopAsync(CancellationToken.None)));
}
