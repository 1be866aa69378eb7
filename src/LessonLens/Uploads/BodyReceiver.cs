using System.Buffers;

namespace LessonLens.Uploads;

/// <summary>How the body of a request ended.</summary>
public enum BodyEnd
{
    /// <summary>Everything that it held was taken, or as much as arrived before the line broke.</summary>
    Taken,

    /// <summary>It goes on beyond the upload's length.</summary>
    TooLong,

    /// <summary>It would make more blocks than a blob store takes.</summary>
    TooManyPieces,

    /// <summary>It is not what its checksum promised; nothing of it counts.</summary>
    NotAsPromised,

    /// <summary>Its promise came after it, and cannot be understood; nothing of it counts.</summary>
    NoPromise,

    /// <summary>Somebody else has the turn to write.</summary>
    Overtaken,
}

/// <summary>
/// Takes the body of a request block by block: one becomes safe while the next one fills. What has arrived
/// when the line breaks is kept, unless a checksum was promised for the whole.
/// </summary>
public sealed class BodyReceiver(UploadBlocks blocks)
{
    // Small enough to stay in a processor's cache on its way from the line through the hash to the disk.
    private const int PieceBytes = 128 << 10;

    /// <returns>The upload as far as it got.</returns>
    public async Task<(Upload Upload, BodyEnd End)> Receive(
        Upload upload, Guid holder, Stream body, long most, UploadChecksum? checksum, CancellationToken stop)
    {
        await using var writing = new Writing(blocks, upload, holder, checksum);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (true)
            {
                var left = (upload.Length ?? most) - writing.Taken;
                var (filled, end) = await Fill(
                    body, piece.AsMemory(0, (int)Math.Min(PieceBytes, left)), stop);
                // The last block is only taken when nothing follows it.
                var isLast = filled == left;
                if (isLast && end == Filled.Full && (await Fill(body, new byte[1], stop)).Count > 0)
                    return await writing.Stop(BodyEnd.TooLong);
                if (filled > 0 && await writing.Add(piece.AsMemory(0, filled)) is { } refused)
                    return await writing.Stop(refused);
                if (end != Filled.Full || isLast) return await writing.End(whole: end != Filled.Broken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private enum Filled
    {
        Full,
        Ended,
        Broken,
    }

    private static async Task<(int Count, Filled End)> Fill(
        Stream body, Memory<byte> room, CancellationToken stop)
    {
        var count = 0;
        try
        {
            while (count < room.Length)
            {
                var read = await body.ReadAsync(room[count..], stop);
                if (read == 0) return (count, Filled.Ended);
                count += read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The line broke, or a newcomer wants to go on: no error, only the end of what came.
            return (count, Filled.Broken);
        }

        return (count, Filled.Full);
    }

    /// <summary>One block fills, and at most one other is being counted.</summary>
    private sealed class Writing(UploadBlocks blocks, Upload upload, Guid holder, UploadChecksum? checksum)
        : IAsyncDisposable
    {
        private readonly List<UploadBlock> _staged = [];
        private readonly long _before = upload.Arrived;
        private int _room = UploadBlocks.MostBlocks - upload.Blocks;
        private Task<bool> _underWay = Task.FromResult(true);
        private OpenBlock? _filling;
        private Upload _upload = upload;

        /// <summary>Where the next byte goes.</summary>
        public long Taken { get; private set; } = upload.Arrived;

        /// <returns>Why it was not taken; null when it was.</returns>
        public async Task<BodyEnd?> Add(ReadOnlyMemory<byte> piece)
        {
            if (_filling is null && _room-- <= 0) return BodyEnd.TooManyPieces;
            _filling ??= blocks.Begin(_upload, holder, Taken);
            if (!await _filling.Write(piece)) return BodyEnd.Overtaken;
            checksum?.Add(piece.Span);
            Taken += piece.Length;
            return _filling.Bytes < UploadBlocks.MostBytes || await Close() ? null : BodyEnd.Overtaken;
        }

        public async Task<(Upload, BodyEnd)> End(bool whole)
        {
            if (!await Close() || !await _underWay) return (_upload, BodyEnd.Overtaken);
            // A broken line with a promise over all of it: nothing counts.
            if (checksum is not null && whole && checksum.IsKept() is not true and var kept)
                return (_upload, kept is null ? BodyEnd.NoPromise : BodyEnd.NotAsPromised);
            if (whole && _staged.Count > 0)
            {
                if (await blocks.Keep(_upload, holder, _staged) is not { } moved)
                    return (_upload, BodyEnd.Overtaken);
                _upload = moved;
            }

            if (_upload.FinishedAt is null && _upload.Arrived > _before) await blocks.Settle(_upload);
            return (_upload, BodyEnd.Taken);
        }

        public async Task<(Upload, BodyEnd)> Stop(BodyEnd end)
        {
            await _underWay;
            return (_upload, end);
        }

        public async ValueTask DisposeAsync()
        {
            // Whatever became of it, nobody writes any more when this returns.
            await _underWay.ContinueWith(_ => { }, TaskScheduler.Default);
            _filling?.Dispose();
        }

        /// <returns>False when the block before it found the turn to be another's.</returns>
        private async Task<bool> Close()
        {
            if (!await _underWay) return false;
            if (_filling is not { } block) return true;
            _filling = null;
            // On a thread of its own: the next bytes need not wait for the disk.
            _underWay = Task.Run(() => Count(block));
            return true;
        }

        private async Task<bool> Count(OpenBlock block)
        {
            using var _ = block;
            var complete = await block.Complete();
            if (checksum is not null)
            {
                _staged.Add(complete);
                return true;
            }

            if (await blocks.Keep(_upload, holder, complete) is not { } moved) return false;
            _upload = moved;
            return true;
        }
    }
}
