using System.Collections.Concurrent;
using Dapper;
using LessonLens.Database;
using LessonLens.People;
using Npgsql;

namespace LessonLens.Uploads;

/// <summary>
/// One request at a time writes to an upload, in all processes. A client notices a dead line long before the
/// server does, so a newcomer asks the holder to stop: it keeps what it has and lets go. One that does not
/// (its process hangs or is gone) loses its turn and can move no offset any more.
/// </summary>
public sealed partial class UploadTurns : IDisposable
{
    internal const string Topic = "upload-turn";

    // Both together stay below the 5 s after which a client may give up.
    private static readonly TimeSpan InThisProcess = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan InOthers = TimeSpan.FromSeconds(1.5);

    // Longer than a blob store takes for a block.
    private static readonly TimeSpan Forsaken = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    // What is on its way through our own buffers still counts, and a short request comes to its end.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<Guid, Turn> _held = new();
    private readonly Db _db;
    private readonly Notifier _notifier;
    private readonly ILogger<UploadTurns> _log;
    private readonly IDisposable[] _ears;

    public UploadTurns(Db db, Notifier notifier, Listener listener, ILogger<UploadTurns> log)
    {
        (_db, _notifier, _log) = (db, notifier, log);
        _ears =
        [
            listener.On(Topic, payload =>
            {
                // The newcomer's own process hears it too, perhaps when the turn is the newcomer's already.
                var told = payload.Split(' ');
                if (Guid.TryParse(told[0], out var uploadId) && _held.TryGetValue(uploadId, out var holder)
                    && holder.IsInAllProcesses && told[^1] != $"{holder.Holder}") holder.AskToStop();
            }),
            // Somebody was disabled, or has left.
            listener.On(SessionStore.Topic, _ => Look()),
            listener.On(GroupStore.Topic, _ => Look()),
        ];

        void Look() => _ = StopUnwelcome();
    }

    /// <returns>Null when the holder in this process does not let go in time.</returns>
    public async Task<Turn?> Take(Guid uploadId, CancellationToken stop)
    {
        var mine = new Turn(this, uploadId);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(InThisProcess);
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

        try
        {
            await TakeFromOthers(mine, stop);
            return mine;
        }
        catch
        {
            await mine.DisposeAsync();
            throw;
        }
    }

    /// <summary>For what another may do as well as we: asks nobody to stop.</summary>
    /// <returns>Null when somebody has the turn, unless nothing has moved for a while.</returns>
    public async Task<Turn?> TakeIfFree(Guid uploadId)
    {
        var mine = new Turn(this, uploadId);
        if (!_held.TryAdd(uploadId, mine)) return null;
        try
        {
            mine.IsInAllProcesses = await TryHold(mine, heldFor: Forsaken, CancellationToken.None);
        }
        catch
        {
            await mine.DisposeAsync();
            throw;
        }

        if (mine.IsInAllProcesses) return mine;
        await mine.DisposeAsync();
        return null;
    }

    public void Dispose()
    {
        foreach (var ear in _ears) ear.Dispose();
    }

    private async Task StopUnwelcome()
    {
        if (_held.IsEmpty) return;
        try
        {
            await using var connection = await _db.Open();
            foreach (var id in await connection.QueryAsync<Guid>(
                $"select id from uploads where id = any(@ids) and not {UploadStore.IsWelcome}",
                new { ids = _held.Keys.ToArray() }))
                if (_held.TryGetValue(id, out var holder)) holder.AskToStop();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // What they send is refused all the same, at the next block.
            CouldNotLook(e.Message);
        }
    }

    private async Task TakeFromOthers(Turn mine, CancellationToken stop)
    {
        var until = DateTime.UtcNow + InOthers;
        for (var first = true; ; first = false)
        {
            // At last also from a holder that moves on: it does not listen.
            TimeSpan? heldFor = DateTime.UtcNow > until ? TimeSpan.Zero : null;
            if (await TryHold(mine, heldFor, stop)) break;
            if (first) _notifier.Tell(Topic, $"{mine.UploadId} {mine.Holder}");
            await Task.Delay(BetweenLooks, stop);
        }

        mine.IsInAllProcesses = true;
    }

    /// <param name="mine">The newcomer's.</param>
    /// <param name="heldFor">How long nothing may have moved for it to be taken from its holder.</param>
    /// <param name="stop">Gives up.</param>
    private async Task<bool> TryHold(Turn mine, TimeSpan? heldFor, CancellationToken stop)
    {
        await using var connection = await _db.Open(stop);
        // What is not there any more is nobody's turn; the caller will see that it is gone.
        return await connection.QuerySingleAsync<bool>("""
            with held as (
                update uploads set held_by = @Holder
                where id = @UploadId and (held_by is null or moved_at <= now() - @heldFor::interval)
                returning id)
            select exists (select from held) or not exists (select from uploads where id = @UploadId)
            """, new { mine.Holder, mine.UploadId, heldFor });
    }

    private async Task LetGo(Turn turn)
    {
        try
        {
            await using var connection = await _db.Open();
            await connection.ExecuteAsync(
                "update uploads set held_by = null where id = @UploadId and held_by = @Holder",
                new { turn.UploadId, turn.Holder });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            CouldNotLetGo(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "A turn to write could not be given back ({Reason}); the next one takes it after a moment.")]
    private partial void CouldNotLetGo(string reason);

    [LoggerMessage(LogLevel.Warning, "Could not look whose uploads are to stop: {Reason}")]
    private partial void CouldNotLook(string reason);

    public sealed class Turn(UploadTurns turns, Guid uploadId) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _ended =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public Guid UploadId => uploadId;

        /// <summary>Written into the upload's row: only who still finds it there moves the offset.</summary>
        public Guid Holder { get; } = Guid.NewGuid();

        /// <summary>Somebody else wants to go on with this upload.</summary>
        public CancellationToken Stop => _stop.Token;

        internal bool IsInAllProcesses { get; set; }
        internal Task Ended => _ended.Task;

        internal void AskToStop()
        {
            if (Interlocked.Exchange(ref _asked, 1) == 0) _stop.CancelAfter(Grace);
        }

        public async ValueTask DisposeAsync()
        {
            if (IsInAllProcesses) await turns.LetGo(this);
            turns._held.TryRemove(new(uploadId, this));
            _ended.TrySetResult();
        }
    }
}
