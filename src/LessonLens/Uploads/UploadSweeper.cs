using LessonLens.Blobs;
using Npgsql;

namespace LessonLens.Uploads;

/// <summary>Ends what was abandoned, from time to time.</summary>
public sealed partial class UploadSweeper(UploadEnding ending, TimeProvider time, ILogger<UploadSweeper> log)
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
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or BlobStoreFailed)
            {
                RoundFailed(e.Message);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Could not end what was abandoned: {Reason}")]
    private partial void RoundFailed(string reason);
}
