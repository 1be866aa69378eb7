using LessonLens.Database;

namespace LessonLens.Uploads;

/// <summary>From time to time goes on with what was interrupted, and ends what was abandoned.</summary>
public sealed partial class UploadSweeper(
    UploadEnding ending, UploadJoiner joiner, TimeProvider time, ILogger<UploadSweeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(Every, time, LookAfter, RoundFailed, stoppingToken);

    private async Task LookAfter(CancellationToken stop)
    {
        await ending.Expire(stop);
        await joiner.GoOnWithAll(stop);
    }

    [LoggerMessage(LogLevel.Warning, "Could not look after what was abandoned: {Reason}")]
    private partial void RoundFailed(string reason);
}
