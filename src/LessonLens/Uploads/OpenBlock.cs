using System.Diagnostics;
using System.Security.Cryptography;
using LessonLens.Blobs;

namespace LessonLens.Uploads;

/// <summary>A block that fills: its bytes go on to the store as they come, hashed on the way.</summary>
/// <param name="staged">Where they go.</param>
/// <param name="startsAt">Bytes from the upload's beginning.</param>
/// <param name="holds">Whether the turn to write is still ours.</param>
public sealed class OpenBlock(IStagedBlock staged, long startsAt, Func<Task<bool>> holds) : IDisposable
{
    // Shorter than the patience of those who wait for the turn.
    private static readonly TimeSpan Sure = TimeSpan.FromSeconds(1);

    private readonly IncrementalHash _sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long? _sureAt;

    public int Bytes { get; private set; }

    /// <returns>False when the turn is another's by now.</returns>
    public async ValueTask<bool> Write(ReadOnlyMemory<byte> bytes)
    {
        // Whoever was asleep for a while must not write over what came in its place.
        if (_sureAt is not { } at || Stopwatch.GetElapsedTime(at) > Sure)
        {
            var now = Stopwatch.GetTimestamp();
            if (!await holds()) return false;
            _sureAt = now;
        }

        await staged.Write(bytes);
        _sum.AppendData(bytes.Span);
        Bytes += bytes.Length;
        return true;
    }

    /// <summary>Its bytes are safe now.</summary>
    public async Task<UploadBlock> Complete()
    {
        await staged.Complete();
        return new UploadBlock(startsAt, Bytes, _sum.GetHashAndReset());
    }

    public void Dispose()
    {
        staged.Dispose();
        _sum.Dispose();
    }
}
