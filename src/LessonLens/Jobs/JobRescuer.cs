using LessonLens.Database;

namespace LessonLens.Jobs;

/// <summary>
/// Buries jobs whose every attempt ended with the death of the worker, so that they do not go unnoticed, and
/// forgets the dead in time.
/// </summary>
public sealed partial class JobRescuer(
    JobQueue queue, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobRescuer> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // Longer than a school's summer.
    private static readonly TimeSpan DeadStay = TimeSpan.FromDays(90);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(Every, time, LookAfter, RoundFailed, stoppingToken);

    private async Task LookAfter(CancellationToken stop)
    {
        foreach (var job in await queue.Deadly(stop)) await Bury(job);
        await queue.ForgetDead(DeadStay, stop);
    }

    private async Task Bury(ClaimedJob job)
    {
        try
        {
            await queue.Bury(job,
                new JobFailure($"The worker ended {job.Attempts} times while doing this."),
                handlers.FirstOrDefault(handler => handler.Kind == job.Kind));
            Buried(job.Kind, job.Subject);
        }
        catch (LeaseLost)
        {
            // Another rescuer was there first.
        }
    }

    [LoggerMessage(LogLevel.Error,
        "{Kind} of {Subject} ended its worker each time that it was tried; it is dead.")]
    private partial void Buried(string kind, Guid subject);

    [LoggerMessage(LogLevel.Warning, "Could not look for dead jobs: {Reason}")]
    private partial void RoundFailed(string reason);
}
