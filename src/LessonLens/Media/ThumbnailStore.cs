using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The small pictures of a recording: which there are, and on which sheets.</summary>
public sealed class ThumbnailStore(Db db)
{
    internal static async Task Put(
        Change change, Guid id, Guid recording, ThumbnailPlan plan, IReadOnlyList<string> sprites)
    {
        await change.Connection.ExecuteAsync("delete from thumbnails where recording_id = @recording",
            new { recording });
        await change.Connection.ExecuteAsync("""
            insert into thumbnails (id, recording_id, starts_ms, width, height, columns, rows)
            values (@id, @recording, @startsMs, @Width, @Height, @Columns, @Rows)
            """, new
        {
            id,
            recording,
            // Never before it is there.
            startsMs = plan.Times.Select(time => (int)Math.Ceiling(time.TotalMilliseconds)).ToArray(),
            plan.Width,
            plan.Height,
            plan.Columns,
            plan.Rows,
        });
        await change.Connection.ExecuteAsync("""
            insert into sprites (thumbnails_id, number, blob)
            select @id, n - 1, blob from unnest(@sprites) with ordinality as s (blob, n)
            """, new { id, sprites = sprites.ToArray() });
    }

    public async Task<Thumbnails?> Find(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Thumbnails>("""
            select t.id, t.starts_ms, t.width, t.height, t.columns, t.rows, r.duration_ms
            from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join recordings r on r.id = l.recording_id
            join thumbnails t on t.recording_id = r.id
            where l.id = @lesson
            """, new { me, lesson });
    }

    public async Task<string?> Sprite(
        Guid me, Guid lesson, Guid thumbnails, int number, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<string>("""
            select s.blob from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join thumbnails t on t.recording_id = l.recording_id
            join sprites s on s.thumbnails_id = t.id
            where l.id = @lesson and t.id = @thumbnails and s.number = @number
            """, new { me, lesson, thumbnails, number });
    }
}
