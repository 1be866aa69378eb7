using System.Threading.Channels;
using LessonLens.Blobs;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.Jobs;

/// <summary>Claims jobs and has them done: two at a time that are quick, two steady, one heavy.</summary>
public sealed partial class JobRunner(
    JobQueue queue, Listener listener, IEnumerable<IJobHandler> handlers, ILogger<JobRunner> log)
    : BackgroundService
{
    // A notice may be lost, so we always look again after this long.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    // Also how soon work stops that is not wanted any more.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Serve(Lane.Quick, stoppingToken), Serve(Lane.Quick, stoppingToken),
        Serve(Lane.Steady, stoppingToken), Serve(Lane.Steady, stoppingToken),
        Serve(Lane.Heavy, stoppingToken));

    private async Task Serve(Lane lane, CancellationToken stop)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
        { FullMode = BoundedChannelFullMode.DropWrite });
        using var ear = listener.On(JobQueue.Topic, _ => wake.Writer.TryWrite(true));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await queue.Claim(lane, stop) is { } job) await Do(job, stop);
                else await Rest(wake.Reader, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                DatabaseAway(e.Message);
                await Rest(wake.Reader, stop);
            }
            catch (Exception e)
            {
                // One job must not end the lane for all others; this one is tried again when its lease is
                // over.
                CouldNotSettle(e);
            }
        }
    }

    private static async Task Rest(ChannelReader<bool> wake, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Poll);
        try
        {
            await wake.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look anyway; the caller sees when it is time to stop.
        }
    }

    private async Task Do(ClaimedJob job, CancellationToken stop)
    {
        if (!_handlers.TryGetValue(job.Kind, out var handler))
        {
            await Bury(job, new JobFailure($"Nobody here knows the job {job.Kind}."), handler: null);
            return;
        }

        // Asked to stop, a job may still finish; only then is it cut off.
        using var cut = new CancellationTokenSource();
        await using var patience = stop.Register(() => cut.CancelAfter(ToFinish));
        var beating = Beat(job, cut);
        try
        {
            await handler.Work(job, cut.Token);
            Done(job.Kind, job.Subject);
        }
        catch (LeaseLost)
        {
            NotOurs(job.Kind, job.Subject);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await queue.GiveBack(job);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            NotOurs(job.Kind, job.Subject);
        }
        catch (JobFailed e)
        {
            await Bury(job, JobFailure.Of(e), handler);
        }
        catch (Exception e) when (IsAway(e))
        {
            Waits(job.Kind, job.Subject, e.Message);
            var failure = JobFailure.Of(e);
            await queue.Wait(job, failure.Log ?? failure.Reason);
        }
        catch (Exception e)
        {
            Stumbled(e, job.Kind, job.Subject, job.Attempts);
            var failure = JobFailure.Of(e);
            if (job.Attempts >= JobQueue.MostAttempts) await Bury(job, failure, handler);
            else await queue.TryLater(job, failure.Log ?? failure.Reason);
        }
        finally
        {
            await cut.CancelAsync();
            await beating;
        }
    }

    /// <summary>The job can do nothing for it: a store is away, or a disk is full.</summary>
    private static bool IsAway(Exception e) =>
        e is BlobStoreFailed or NpgsqlException { IsTransient: true }
        || e is IOException io && FullDisk.IsMeant(io);

    private async Task Bury(ClaimedJob job, JobFailure failure, IJobHandler? handler)
    {
        try
        {
            await queue.Bury(job, failure, handler);
            Dead(job.Kind, job.Subject, failure.Reason);
        }
        catch (LeaseLost)
        {
            // Whoever holds it now says how it ends.
            NotOurs(job.Kind, job.Subject);
        }
    }

    /// <summary>Keeps the lease alive, and ends the work when it is ours no more.</summary>
    private async Task Beat(ClaimedJob job, CancellationTokenSource work)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Heartbeat, work.Token);
                if (await queue.Extend(job, work.Token)) continue;
                await work.CancelAsync();
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                DatabaseAway(e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Did {Kind} of {Subject}.")]
    private partial void Done(string kind, Guid subject);

    [LoggerMessage(LogLevel.Warning, "{Kind} of {Subject} is no longer ours; what we made of it is dropped.")]
    private partial void NotOurs(string kind, Guid subject);

    [LoggerMessage(LogLevel.Warning, "{Kind} of {Subject} stumbled at attempt {Attempt}.")]
    private partial void Stumbled(Exception e, string kind, Guid subject, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Kind} of {Subject} waits for what is away: {Reason}")]
    private partial void Waits(string kind, Guid subject, string reason);

    [LoggerMessage(LogLevel.Error, "{Kind} of {Subject} is dead: {Reason}")]
    private partial void Dead(string kind, Guid subject, string reason);

    [LoggerMessage(LogLevel.Error, "The end of a job could not be written down.")]
    private partial void CouldNotSettle(Exception e);

    [LoggerMessage(LogLevel.Warning, "The database is away: {Reason}")]
    private partial void DatabaseAway(string reason);
}
