using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using Microsoft.Extensions.Options;

namespace LessonLens.Uploads;

/// <summary>
/// Bytes on their way into the blob store: first they are safe there, then the offset moves. Nothing here is
/// cancelled by a client that hung up: whoever asks again finds the truth.
/// </summary>
public sealed class UploadBlocks(Db db, IBlobStore blobs, IOptions<UploadOptions> options)
{
    /// <summary>A crash costs two of them at most: one that fills and one that is being counted.</summary>
    public const int MostBytes = 2 << 20;

    /// <summary>Azure commits no more of them into a blob (Put Block List).</summary>
    public const int MostBlocks = 50_000;

    /// <summary>Begins to make bytes safe, without counting them.</summary>
    public OpenBlock Begin(Upload upload, Guid holder, long startsAt) =>
        new(blobs.Begin(upload.Blob!, startsAt), startsAt, () => Holds(upload, holder));

    /// <summary>
    /// Moves the offset over what was staged, if anything; a length that was deferred stays from here on.
    /// With the last byte all has arrived.
    /// </summary>
    /// <returns>The upload with its new offset; null when the turn to write is another's by now.</returns>
    public async Task<Upload?> Keep(Upload upload, Guid holder, params IReadOnlyList<UploadBlock> blocks)
    {
        var moved = upload with
        {
            Arrived = upload.Arrived + blocks.Sum(block => (long)block.Bytes),
            Blocks = upload.Blocks + blocks.Count,
        };
        // Before the transaction, which must not wait for a blob store; again is harmless.
        if (moved.IsWhole && !await Commit(moved, holder, blocks)) return null;
        return await db.Change(async change =>
        {
            if (await Move(change, upload, moved, holder) is not { } expiresAt) return null;
            moved = moved with { ExpiresAt = expiresAt };
            await change.Connection.ExecuteAsync("""
                insert into upload_blocks (upload_id, starts_at, bytes, sha256)
                select @Id, * from unnest(@starts, @bytes, @hashes)
                """, new
            {
                upload.Id,
                starts = blocks.Select(block => block.StartsAt).ToArray(),
                bytes = blocks.Select(block => block.Bytes).ToArray(),
                hashes = blocks.Select(block => block.Sha256).ToArray(),
            });
            if (Percent(moved) != Percent(upload) && upload.RecordingId is { } recording)
                await RecordingStore.Progress(change, recording, Percent(moved) / 100d);
            return moved.IsWhole ? await Finish(change, moved) : moved;
        });
    }

    /// <summary>Before anybody is told of it, the offset is on the database's disk.</summary>
    public async Task Settle(Upload upload)
    {
        await using var connection = await db.Open();
        await connection.ExecuteAsync("update uploads set moved_at = now() where id = @Id", upload);
    }

    /// <returns>When it expires now; null when the turn to write is another's.</returns>
    private Task<DateTime?> Move(Change change, Upload from, Upload to, Guid holder) =>
        // A process that is put to sleep in the middle must not keep the next one from its turn. And within a
        // request nobody is told of the offset, so that its commit need not wait for the disk: should the
        // database lose power, the client sends these bytes again. Settle ends that.
        change.Connection.QuerySingleOrDefaultAsync<DateTime?>($"""
            set local idle_in_transaction_session_timeout = '2s';
            set local synchronous_commit = {(to.IsWhole ? "on" : "off")};
            update uploads set arrived = @Arrived, blocks = @Blocks, length = coalesce(length, @Length),
                moved_at = now(), expires_at = now() + @ExpireAfter
            where id = @Id and arrived = @before and held_by = @holder and expires_at is not null
                and {UploadStore.IsWelcome}
            returning expires_at
            """, new
        {
            to.Id,
            before = from.Arrived,
            to.Arrived,
            to.Blocks,
            to.Length,
            options.Value.ExpireAfter,
            holder,
        });

    private async Task<bool> Holds(Upload upload, Guid holder)
    {
        await using var connection = await db.Open();
        return await connection.QuerySingleOrDefaultAsync<bool>(
            "select true from uploads where id = @Id and held_by = @holder", new { upload.Id, holder });
    }

    private async Task<bool> Commit(Upload upload, Guid holder, IReadOnlyList<UploadBlock> last)
    {
        // Again: staging may have taken its time, and a list that is too old would drop what came since.
        if (!await Holds(upload, holder)) return false;
        await using var connection = await db.Open();
        var before = await connection.QueryAsync<long>(
            "select starts_at from upload_blocks where upload_id = @Id order by starts_at", upload);
        await blobs.Commit(
            upload.Blob!, [.. before, .. last.Select(block => block.StartsAt)], upload.Arrived);
        return true;
    }

    /// <summary>The one transaction with which a recording has arrived.</summary>
    private static async Task<Upload> Finish(Change change, Upload upload)
    {
        // Parts wait for their whole, and no longer than any upload.
        await change.Connection.ExecuteAsync("""
            update uploads set finished_at = now(), expires_at = case when is_part then expires_at end
            where id = @Id;
            delete from upload_parts where upload_id = @Id
            """, upload);
        if (upload.RecordingId is { } recording)
        {
            if (await RecordingStore.Arrived(change, recording, upload.Arrived))
                await JobQueue.Enqueue(
                    change, Lane.Quick, RecordingChoice.FirstJob, recording, priority: 10);
            await JobQueue.Enqueue(change, Lane.Steady, FingerprintJob.Name, recording, priority: 1);
        }

        return upload with
        {
            FinishedAt = DateTime.UtcNow,
            ExpiresAt = upload.IsPart ? upload.ExpiresAt : null,
        };
    }

    private static long Percent(Upload upload) =>
        upload.Length is > 0 and var length ? upload.Arrived * 100 / length : 0;
}

/// <param name="StartsAt">Bytes from the upload's beginning.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Sha256">Of them.</param>
public sealed record UploadBlock(long StartsAt, int Bytes, byte[] Sha256);
