using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The blobs of which each recording has one, in a table that holds nothing else.</summary>
public abstract class RecordingBlobStore(Db db, string table)
{
    protected Db Db => db;

    public Task Put(Change change, Guid recording, string blob) => change.Connection.ExecuteAsync($"""
        insert into {table} (recording_id, blob) values (@recording, @blob)
        on conflict (recording_id) do update set blob = excluded.blob
        """, new { recording, blob });

    /// <summary>Null, too, of a recording that cannot be watched: it shows nothing of itself.</summary>
    public async Task<string?> Find(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<string>($"""
            select b.blob from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join recordings r on r.id = l.recording_id and (r.playable or r.state <> 'failed')
            join {table} b on b.recording_id = r.id
            where l.id = @lesson
            """, new { me, lesson });
    }
}
