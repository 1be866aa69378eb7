using System.Security.Cryptography;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Lessons;
using Microsoft.Extensions.Options;

namespace LessonLens.Uploads;

/// <summary>The rows of uploads, from their announcement to their end.</summary>
public sealed class UploadStore(Db db, BlobLedger ledger, IOptions<UploadOptions> options)
{
    // A block takes its time: 90 s for 1 MiB is a line of 100 kbit/s.
    internal const string Columns = """
        select id, key, lesson_id, person_id, recording_id, length, arrived, metadata, file_name, blob,
            blocks, is_part, concat, finished_at, expires_at,
            coalesce(expires_at < now(), false) as is_expired,
            moved_at < now() - interval '90 seconds' as stands_still
        from uploads
        """;

    /// <summary>Whoever was disabled, or has left the lesson's school, sends nothing more.</summary>
    internal const string IsWelcome = """
        exists (select from people p join memberships m on m.person_id = p.id
            left join lessons l on l.id = uploads.lesson_id
            where p.id = uploads.person_id and p.disabled_at is null
                and (uploads.lesson_id is null or m.school_id = l.school_id))
        """;

    /// <param name="me">Whose it is.</param>
    /// <param name="announced">What was said of it.</param>
    /// <param name="parts">What it is put together from, in order; empty for most.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Upload> Begin(
        Guid me, Announcement announced, IReadOnlyList<Upload> parts, CancellationToken stop = default)
    {
        var id = Guid.CreateVersion7();
        var isPart = announced.Concat is { IsPart: true };
        var upload = new
        {
            Id = id,
            Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            announced.Metadata.LessonId,
            PersonId = me,
            RecordingId = isPart ? (Guid?)null : Guid.CreateVersion7(),
            announced.Length,
            Metadata = announced.RawMetadata,
            announced.Metadata.FileName,
            Blob = BlobNames.Original(id),
            IsPart = isPart,
            Concat = announced.RawConcat,
            options.Value.ExpireAfter,
        };
        await ledger.Write(upload.LessonId, [upload.Blob], stop);
        await db.Change(async change =>
        {
            if (upload.RecordingId is { } recording)
                await RecordingStore.Begin(
                    change, recording, upload.LessonId!.Value, upload.Blob, upload.FileName);
            await change.Connection.ExecuteAsync("""
                insert into uploads (id, key, lesson_id, person_id, recording_id, length, metadata, file_name,
                    blob, is_part, concat, expires_at)
                values (@Id, @Key, @LessonId, @PersonId, @RecordingId, @Length, @Metadata, @FileName,
                    @Blob, @IsPart, @Concat, now() + @ExpireAfter)
                """, upload);
            await change.Connection.ExecuteAsync("""
                insert into upload_parts (upload_id, number, part_id)
                select @id, number, part_id from unnest(@ids) with ordinality as part (part_id, number);
                -- From here on they are of this lesson, and erased with it.
                update uploads set lesson_id = @LessonId where id = any(@ids);
                update blobs set lesson_id = @LessonId from uploads u where u.id = any(@ids) and u.blob = name
                """, new { id, ids = parts.Select(part => part.Id).ToArray(), upload.LessonId });
        }, stop);
        return (await Find(upload.Key, stop))!;
    }

    public async Task<Upload?> Find(string key, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Upload>(
            $"{Columns} where key = @key and {IsWelcome}", new { key });
    }

    /// <summary>
    /// A whole that was just announced in the same words: the answer was lost, and no second one is meant.
    /// </summary>
    public async Task<Upload?> Twin(Guid me, Announcement announced, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Upload>(Columns + """
             where person_id = @me and concat = @RawConcat and metadata = @RawMetadata and not is_part
                and created_at > now() - interval '1 hour' and blob is not null
            order by id
            """, new { me, announced.RawConcat, announced.RawMetadata });
    }

    /// <summary>Of a lesson's own, not those to a lesson that its owner has deleted.</summary>
    public async Task<IReadOnlyList<Upload>> Unfinished(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>(
            Columns + """
             where person_id = @me and finished_at is null and expires_at > now() and concat is null
                and lesson_id in (select lesson_id from visible_lessons(@me))
            order by id desc
            """, new { me })).ToList();
    }

    /// <summary>The uploads that this one is to become part of.</summary>
    public async Task<IReadOnlyList<Upload>> WaitingFor(Upload part, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>(
            Columns + " where id in (select upload_id from upload_parts where part_id = @Id)", part))
            .ToList();
    }

    /// <summary>The wholes that are not put together yet.</summary>
    public async Task<IReadOnlyList<Upload>> Joining(CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>($"""
            {Columns} where id in (select upload_id from upload_parts) and expires_at > now() and {IsWelcome}
            """)).ToList();
    }

    /// <summary>What it is put together from, in order.</summary>
    public async Task<IReadOnlyList<Upload>> PartsOf(Upload whole, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Upload>($"""
            select part.* from upload_parts p join lateral ({Columns} where id = p.part_id) part on true
            where p.upload_id = @Id order by p.number
            """, whole)).ToList();
    }
}
