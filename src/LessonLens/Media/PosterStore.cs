using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The picture by which a lesson is recognised.</summary>
public sealed class PosterStore(Db db)
{
    public static Task Put(Change change, Guid recording, string blob) => change.Connection.ExecuteAsync("""
        insert into posters (recording_id, blob) values (@recording, @blob)
        on conflict (recording_id) do update set blob = excluded.blob
        """, new { recording, blob });

    /// <summary>The lessons of this reader that have one.</summary>
    public async Task<IReadOnlySet<Guid>> Lessons(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Guid>("""
            select l.id from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join posters p on p.recording_id = l.recording_id
            """, new { me })).ToHashSet();
    }

    public async Task<string?> Find(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<string>("""
            select p.blob from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join posters p on p.recording_id = l.recording_id
            where l.id = @lesson
            """, new { me, lesson });
    }
}
