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
/// Takes the body of a request block by block: one is written while the next one fills. What has arrived when
/// the line breaks is kept, unless a checksum was promised for the whole.
/// </summary>
public sealed class BodyReceiver(UploadBlocks blocks)
{
    /// <returns>The upload as far as it got.</returns>
    public async Task<(Upload Upload, BodyEnd End)> Receive(
        Upload upload, Guid holder, Stream body, long most, UploadChecksum? checksum, CancellationToken stop)
    {
        var writing = new Writing(blocks, upload, holder, checksum);
        var (filling, other) = (Rent(), Rent());
        try
        {
            while (true)
            {
                var room = (int)Math.Min(UploadBlocks.MostBytes, (upload.Length ?? most) - writing.Taken);
                var (filled, end) = await Fill(body, filling.AsMemory(0, room), stop);
                // The last block is only taken when nothing follows it.
                var isLast = writing.Taken + room == (upload.Length ?? most);
                if (isLast && end == Filled.Full && (await Fill(body, new byte[1], stop)).Count > 0)
                    return await writing.Stop(BodyEnd.TooLong);
                if (filled > 0 && !writing.HasRoom) return await writing.Stop(BodyEnd.TooManyPieces);
                if (filled > 0 && !await writing.Begin(filling.AsMemory(0, filled)))
                    return await writing.Stop(BodyEnd.Overtaken);
                if (end != Filled.Full || isLast) return await writing.End(whole: end != Filled.Broken);
                (filling, other) = (other, filling);
            }
        }
        finally
        {
            await writing.Quiet();
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(other);
        }
    }

    private enum Filled
    {
        Full,
        Ended,
        Broken,
    }

    private static byte[] Rent() => ArrayPool<byte>.Shared.Rent(UploadBlocks.MostBytes);

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

    /// <summary>At most one block is being written at a time.</summary>
    private sealed class Writing(UploadBlocks blocks, Upload upload, Guid holder, UploadChecksum? checksum)
    {
        private readonly List<UploadBlock> _staged = [];
        private readonly int _most = UploadBlocks.MostBlocks - upload.Blocks;
        private readonly long _before = upload.Arrived;
        private Task<bool> _underWay = Task.FromResult(true);
        private Upload _upload = upload;
        private int _count;

        /// <summary>Where the next block starts.</summary>
        public long Taken { get; private set; } = upload.Arrived;

        public bool HasRoom => _count < _most;

        /// <returns>False when the block before it found the turn to be another's.</returns>
        public async Task<bool> Begin(ReadOnlyMemory<byte> block)
        {
            if (!await _underWay) return false;
            var startsAt = Taken;
            Taken += block.Length;
            _count++;
            // On a thread of its own: hashing must not keep the next bytes waiting.
            _underWay = Task.Run(() => checksum is null ? Keep(startsAt, block) : Stage(startsAt, block));
            return true;
        }

        public async Task<(Upload, BodyEnd)> End(bool whole)
        {
            if (!await _underWay) return (_upload, BodyEnd.Overtaken);
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

        /// <summary>Its buffer is free again.</summary>
        public Task Quiet() => _underWay.ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        private async Task<bool> Keep(long startsAt, ReadOnlyMemory<byte> block)
        {
            if (await blocks.Stage(_upload, holder, startsAt, block) is not { } staged
                || await blocks.Keep(_upload, holder, staged) is not { } moved) return false;
            _upload = moved;
            return true;
        }

        private async Task<bool> Stage(long startsAt, ReadOnlyMemory<byte> block)
        {
            checksum!.Add(block.Span);
            if (await blocks.Stage(_upload, holder, startsAt, block) is not { } staged) return false;
            _staged.Add(staged);
            return true;
        }
    }
}
