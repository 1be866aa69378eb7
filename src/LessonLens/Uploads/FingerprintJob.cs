using System.Security.Cryptography;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Uploads;

/// <summary>
/// Reads a recording once as it lies in the store: each block must be what arrived, and the SHA-256 of the
/// whole goes into the ledger. (A running hash would not outlive a crash.)
/// </summary>
public sealed partial class FingerprintJob(
    JobQueue queue, RecordingStore recordings, Db db, IBlobStore blobs, ILogger<FingerprintJob> log)
    : IJobHandler
{
    public const string Name = "fingerprint";

    private static readonly Failure Damaged = new("damaged",
        "Some of this recording was damaged after it arrived here. Please upload it again.");

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        if (await recordings.Find(job.Subject, stop) is not { } recording)
        {
            await queue.Complete(job, _ => Task.CompletedTask, stop);
            return;
        }

        var blocks = await Blocks(recording.Id, stop);
        await using var bytes = await blobs.Open(recording.Blob, stop)
            ?? throw new FileNotFoundException("The recording's bytes are gone.");
        var whole = await Hash(bytes, blocks, stop);
        await queue.Complete(job, async change =>
        {
            if (whole is null)
            {
                // One that is ready was made watchable in time, and stays so.
                IsDamaged(recording.Id);
                await RecordingStore.Fail(change, recording.Id, Damaged);
                return;
            }

            await change.Connection.ExecuteAsync("""
                update blobs set bytes = @Length, sha256 = @whole where name = @Blob;
                delete from upload_blocks b using uploads u where u.id = b.upload_id and u.recording_id = @Id
                """, new { bytes.Length, whole, recording.Blob, recording.Id });
        }, stop);
    }

    [LoggerMessage(LogLevel.Error, "The recording {Id} was damaged in the blob store after it had arrived.")]
    private partial void IsDamaged(Guid id);

    private async Task<IReadOnlyList<UploadBlock>> Blocks(Guid recording, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<(long StartsAt, int Bytes, byte[]? Sha256)>("""
            select b.starts_at, b.bytes, b.sha256
            from uploads u join upload_blocks b on b.upload_id = u.id
            where u.recording_id = @recording order by b.starts_at
            """, new { recording })).Select(block =>
                new UploadBlock(block.StartsAt, block.Bytes, block.Sha256 ?? [])).ToList();
    }

    /// <returns>Null when a block is not what arrived.</returns>
    private static async Task<byte[]?> Hash(
        Stream bytes, IReadOnlyList<UploadBlock> blocks, CancellationToken stop)
    {
        // Its upload was forgotten, and the blocks with it.
        if (blocks.Count == 0) return await SHA256.HashDataAsync(bytes, stop);
        if (blocks.Sum(block => (long)block.Bytes) != bytes.Length) return null;
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[blocks.Max(block => block.Bytes)];
        foreach (var block in blocks)
        {
            var part = buffer.AsMemory(0, block.Bytes);
            if (await bytes.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, stop)
                < part.Length) return null;
            // Blocks from before their hashes were kept have none.
            if (block.Sha256.Length > 0 && !SHA256.HashData(part.Span).AsSpan().SequenceEqual(block.Sha256))
                return null;
            whole.AppendData(part.Span);
        }

        return whole.GetHashAndReset();
    }
}
