using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>Where the loudness of a recording is kept.</summary>
public sealed class PeaksStore(Db db)
{
    public static Task Put(Change change, Guid recording, string blob) => change.Connection.ExecuteAsync("""
        insert into peaks (recording_id, blob) values (@recording, @blob)
        on conflict (recording_id) do update set blob = excluded.blob
        """, new { recording, blob });

    public async Task<string?> Find(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<string>("""
            select p.blob from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join peaks p on p.recording_id = l.recording_id
            where l.id = @lesson
            """, new { me, lesson });
    }
}
