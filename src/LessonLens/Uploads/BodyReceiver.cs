using System.Buffers;

namespace LessonLens.Uploads;

/// <summary>
/// Takes the body of a PATCH block by block. What has arrived when the line breaks is kept.
/// </summary>
public sealed class BodyReceiver(UploadStore uploads)
{
    /// <summary>What a crash may cost at most, and what one upload costs in memory.</summary>
    public const int BlockBytes = 4 << 20;

    /// <returns>The upload as far as it got, and whether the body went on beyond its length.</returns>
    public async Task<(Upload Upload, bool TooLong, bool Overtaken)> Receive(
        Upload upload, Stream body, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (true)
            {
                var room = (int)Math.Min(BlockBytes, upload.Length - upload.Arrived);
                var (filled, ended) = await Fill(body, buffer.AsMemory(0, room), stop);
                // The last block is only taken when nothing follows it.
                if (filled == room && !ended && upload.Arrived + room == upload.Length
                    && await Goes(body, stop)) return (upload, TooLong: true, false);
                if (filled > 0)
                {
                    if (await uploads.Append(upload, buffer.AsMemory(0, filled)) is not { } moved)
                        return (upload, false, Overtaken: true);
                    upload = moved;
                }

                if (ended || upload.Arrived == upload.Length) return (upload, false, false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(int Filled, bool Ended)> Fill(
        Stream body, Memory<byte> room, CancellationToken stop)
    {
        var filled = 0;
        try
        {
            while (filled < room.Length)
            {
                var read = await body.ReadAsync(room[filled..], stop);
                if (read == 0) return (filled, Ended: true);
                filled += read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The line broke, or a newcomer wants to go on: no error, only the end of what came.
            return (filled, Ended: true);
        }

        return (filled, Ended: false);
    }

    private static async Task<bool> Goes(Stream body, CancellationToken stop) =>
        (await Fill(body, new byte[1], stop)).Filled > 0;
}
