using System.Security.Cryptography;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Uploads;

/// <summary>The rows of uploads, and the one transaction with which a recording has arrived.</summary>
public sealed class UploadStore(Db db, IBlobStore blobs, BlobLedger ledger)
{
    /// <summary>The job that a whole recording leaves behind; Media does it.</summary>
    public const string FirstJob = "probe";

    // A block takes its time: 90 s for 4 MiB is a line of 45 KB/s.
    private const string Columns = """
        select id, key, lesson_id, person_id, recording_id, length, arrived, metadata, file_name, blob,
            moved_at < now() - interval '90 seconds' as stands_still
        from uploads
        """;

    public async Task<Upload> Begin(
        Guid me, Guid lessonId, long length, string metadata, string? fileName,
        CancellationToken stop = default)
    {
        var id = Guid.CreateVersion7();
        var upload = new Upload
        {
            Id = id,
            Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            LessonId = lessonId,
            PersonId = me,
            RecordingId = Guid.CreateVersion7(),
            Length = length,
            Arrived = 0,
            Metadata = metadata,
            FileName = fileName,
            Blob = BlobNames.Original(id),
        };
        await ledger.Write(lessonId, [upload.Blob], stop);
        await db.Change(async change =>
        {
            await RecordingStore.Begin(change, upload.RecordingId, lessonId, upload.Blob, length, fileName);
            await change.Connection.ExecuteAsync("""
                insert into uploads
                    (id, key, lesson_id, person_id, recording_id, length, metadata, file_name, blob)
                values (@Id, @Key, @LessonId, @PersonId, @RecordingId, @Length, @Metadata, @FileName, @Blob)
                """, upload);
        }, stop);
        if (length == 0) await db.Change(change => Finish(change, upload), CancellationToken.None);
        return upload;
    }

    public async Task<Upload?> Find(string key, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Upload>(Columns + " where key = @key", new { key });
    }

    /// <summary>Not those to a lesson that its owner has deleted.</summary>
    public async Task<IReadOnlyList<Upload>> Unfinished(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>(
            Columns + """
             where person_id = @me and finished_at is null
                and lesson_id in (select lesson_id from visible_lessons(@me))
            order by id desc
            """, new { me })).ToList();
    }

    /// <summary>
    /// One block: first its bytes are made safe, then the offset moves, and with the last one the recording
    /// has arrived. Not cancellable: whoever hung up finds the truth when they ask again.
    /// </summary>
    /// <returns>The upload with its new offset; null when somebody else moved it first.</returns>
    public Task<Upload?> Append(Upload upload, ReadOnlyMemory<byte> block) => db.Change(async change =>
    {
        // Held while the bytes are written: another server at the same offset would write over them.
        if (!await Hold(change, upload)) return null;
        await blobs.Stage(upload.Blob, upload.Arrived, block, CancellationToken.None);
        var moved = await Advance(change, upload, block.Length);
        if (moved.Arrived == moved.Length) await Finish(change, moved);
        return moved;
    });

    /// <summary>Forgets an upload, and its bytes unless they are a recording by now.</summary>
    public async Task Terminate(Upload upload)
    {
        var unfinished = await db.Change(async change =>
        {
            var gone = await change.Connection.ExecuteAsync(
                "delete from uploads where id = @Id and finished_at is null", upload) == 1;
            await change.Connection.ExecuteAsync("delete from uploads where id = @Id", upload);
            if (gone) await RecordingStore.Abandon(change, upload.RecordingId);
            return gone;
        });
        if (unfinished) await ledger.Erase(blobs, upload.Blob);
    }

    private static async Task<bool> Hold(Change change, Upload upload) =>
        await change.Connection.QuerySingleOrDefaultAsync<Guid?>(
            "select id from uploads where id = @Id and arrived = @Arrived for update", upload) is not null;

    private static async Task<Upload> Advance(Change change, Upload upload, int bytes)
    {
        var moved = upload with { Arrived = upload.Arrived + bytes };
        await change.Connection.ExecuteAsync("""
            insert into upload_blocks (upload_id, starts_at, bytes) values (@Id, @Arrived, @bytes);
            update uploads set arrived = arrived + @bytes, moved_at = now() where id = @Id
            """, new { upload.Id, upload.Arrived, bytes });
        await RecordingStore.Progress(change, upload.RecordingId, moved.Arrived / (double)moved.Length);
        return moved;
    }

    private async Task Finish(Change change, Upload upload)
    {
        var blocks = await change.Connection.QueryAsync<long>(
            "select starts_at from upload_blocks where upload_id = @Id order by starts_at", upload);
        await blobs.Commit(upload.Blob, [.. blocks], upload.Length);
        await change.Connection.ExecuteAsync("update uploads set finished_at = now() where id = @Id", upload);
        if (await RecordingStore.Arrived(change, upload.RecordingId))
            await JobQueue.Enqueue(change, Lane.Quick, FirstJob, upload.RecordingId, priority: 10);
    }
}
