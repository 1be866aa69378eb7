using System.Collections.Concurrent;

namespace LessonLens.Uploads;

/// <summary>
/// One request at a time writes to an upload. A client notices a dead line long before the server does, so a
/// newcomer may ask the holder to stop: it keeps what it has and lets go.
/// </summary>
public sealed class UploadTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What is on its way through our own buffers still counts, and a short request comes to its end.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<Guid, Turn> _held = new();

    /// <returns>Null when the holder does not let go in time.</returns>
    public async Task<Turn?> Take(Guid uploadId, CancellationToken stop)
    {
        var mine = new Turn(this, uploadId);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        while (!_held.TryAdd(uploadId, mine))
        {
            if (!_held.TryGetValue(uploadId, out var holder)) continue;
            holder.AskToStop();
            try
            {
                await holder.Ended.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        return mine;
    }

    public sealed class Turn(UploadTurns turns, Guid uploadId) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _ended =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        /// <summary>Somebody else wants to go on with this upload.</summary>
        public CancellationToken Stop => _stop.Token;

        internal Task Ended => _ended.Task;

        internal void AskToStop()
        {
            if (Interlocked.Exchange(ref _asked, 1) == 0) _stop.CancelAfter(Grace);
        }

        public void Dispose()
        {
            turns._held.TryRemove(new(uploadId, this));
            _ended.TrySetResult();
        }
    }
}
