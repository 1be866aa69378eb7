using Npgsql;

namespace LessonLens.Uploads;

/// <summary>From time to time goes on with what was interrupted, and ends what was abandoned.</summary>
public sealed partial class UploadSweeper(
    UploadEnding ending, UploadJoiner joiner, TimeProvider time, ILogger<UploadSweeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Rounds = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Rounds, time);
        do
        {
            try
            {
                await ending.Expire(stoppingToken);
                await joiner.GoOnWithAll(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                RoundFailed(e.Message);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Could not look after what was abandoned: {Reason}")]
    private partial void RoundFailed(string reason);
}
