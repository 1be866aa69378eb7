using LessonLens.Blobs;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>
/// Lets go what lies on this machine and is not needed any more, so that nothing that was erased stays here.
/// </summary>
public sealed partial class Leftovers(
    RecordingCache cache, JobFolders folders, Listener listener, TimeProvider time, ILogger<Leftovers> log)
    : BackgroundService
{
    // Also how long a copy may stay of which we did not hear that it was erased.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var erased = listener.On(BlobLedger.Erased, blob =>
        {
            if (blob.Length > 0) cache.Drop(blob);
        });
        await Rounds.Make(Every, time, LetGo, RoundFailed, stoppingToken);
    }

    private async Task LetGo(CancellationToken stop)
    {
        await cache.LetGo(stop);
        await folders.LetGo(stop);
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for what is left over: {Reason}")]
    private partial void RoundFailed(string reason);
}
