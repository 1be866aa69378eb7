using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Lessons;

namespace LessonLens.Uploads;

/// <summary>The end of an upload that has not become a recording, or of the way to one that has.</summary>
public sealed partial class UploadEnding(
    Db db, UploadStore uploads, BlobLedger ledger, IBlobStore blobs, ILogger<UploadEnding> log)
{
    // So long a client learns that it came too late, and not that it was never here.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Forgets it, and its bytes unless they are a recording by now.</summary>
    public async Task Forget(Upload upload)
    {
        await End(upload);
        await using var connection = await db.Open();
        await connection.ExecuteAsync("delete from uploads where id = @Id", upload);
    }

    /// <summary>Takes the bytes of those whose time is over.</summary>
    public async Task Expire(CancellationToken stop)
    {
        foreach (var upload in await Expired(stop)) await End(upload);
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync(
            "delete from uploads where expires_at < now() - @Remembered", new { Remembered });
    }

    private async Task End(Upload upload)
    {
        // What was to be put together from it cannot be any more.
        foreach (var whole in await uploads.WaitingFor(upload)) await End(whole);
        var ended = await db.Change(async change =>
        {
            // With a holder whom nobody is, so that whoever writes at this moment moves nothing.
            var isOver = await change.Connection.ExecuteAsync("""
                update uploads set blob = null, recording_id = null, held_by = gen_random_uuid(),
                    expires_at = least(expires_at, now())
                where id = @Id and (finished_at is null or is_part) and blob is not null
                """, upload) == 1;
            if (!isOver) return false;
            await change.Connection.ExecuteAsync("delete from upload_parts where upload_id = @Id", upload);
            if (upload.RecordingId is { } recording) await RecordingStore.Abandon(change, recording);
            return true;
        });
        if (!ended) return;
        try
        {
            await ledger.Erase(blobs, upload.Blob!);
        }
        catch (BlobStoreFailed e)
        {
            // Its name stays in the ledger, and nobody points at it: the next sweep of blobs erases it.
            ErasedLater(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The bytes of an ended upload are erased later: {Reason}")]
    private partial void ErasedLater(string reason);

    private async Task<IReadOnlyList<Upload>> Expired(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>(
            UploadStore.Columns + " where expires_at < now() and blob is not null")).ToList();
    }
}
