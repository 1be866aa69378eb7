using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>Renditions and their segments; every read begins with what the person may see.</summary>
public sealed class RenditionStore(Db db)
{
    private const string Columns =
        "r.id, r.recording_id, r.kind, r.state, r.width, r.height, r.bandwidth, r.codecs";

    private const string Visible = """
        from visible_lessons(@me) v
        join lessons l on l.id = v.lesson_id
        join renditions r on r.recording_id = l.recording_id
        """;

    public async Task<IReadOnlyList<Rendition>> Of(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Rendition>($"""
            select distinct {Columns} {Visible} where l.id = @lesson order by r.bandwidth desc
            """, new { me, lesson })).ToList();
    }

    /// <summary>In one statement, so that an end is never told without the last segments.</summary>
    public async Task<(Rendition, IReadOnlyList<Segment>)?> Find(
        Guid me, Guid lesson, Guid rendition, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = (await connection.QueryAsync<Rendition, Segment, (Rendition Of, Segment Segment)>($"""
            select distinct {Columns}, s.number, s.blob, s.duration_ms, s.bytes {Visible}
            join segments s on s.rendition_id = r.id and s.number > 0
            where l.id = @lesson and r.id = @rendition
            order by s.number
            """, (of, segment) => (of, segment), new { me, lesson, rendition }, splitOn: "number")).ToList();
        return rows.Count == 0 ? null : (rows[0].Of, rows.ConvertAll(row => row.Segment));
    }

    public async Task<Segment?> Find(
        Guid me, Guid lesson, Guid rendition, int number, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Segment>($"""
            select s.number, s.blob, s.duration_ms, s.bytes {Visible}
            join segments s on s.rendition_id = r.id
            where l.id = @lesson and r.id = @rendition and s.number = @number
            """, new { me, lesson, rendition, number });
    }

    /// <summary>The names of all its bytes.</summary>
    public async Task<IReadOnlyList<string>> BlobsOf(Guid recording, string kind, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>("""
            select s.blob from renditions r join segments s on s.rendition_id = r.id
            where r.recording_id = @recording and r.kind = @kind
            """, new { recording, kind })).ToList();
    }

    /// <summary>Only when there is another that is whole; false when it must stay.</summary>
    public static async Task<bool> Drop(Change change, Guid recording, string kind) =>
        await change.Connection.ExecuteAsync("""
            delete from renditions where recording_id = @recording and kind = @kind and exists (
                select from renditions other
                where other.recording_id = @recording and other.kind <> @kind and other.state = 'complete')
            """, new { recording, kind }) > 0;

    /// <summary>Takes the place of what an earlier attempt left.</summary>
    public static async Task Begin(Change change, Rendition rendition)
    {
        await change.Connection.ExecuteAsync(
            "delete from renditions where recording_id = @RecordingId and kind = @Kind", rendition);
        await change.Connection.ExecuteAsync("""
            insert into renditions (id, recording_id, kind, width, height, bandwidth, codecs)
            values (@Id, @RecordingId, @Kind, @Width, @Height, @Bandwidth, @Codecs)
            """, rendition);
    }

    public static async Task Add(Change change, Guid rendition, IReadOnlyList<Segment> segments)
    {
        await change.Connection.ExecuteAsync("""
            insert into segments (rendition_id, number, blob, duration_ms, bytes)
            select @rendition, * from unnest(@numbers, @blobs, @durations, @bytes)
            """, new
        {
            rendition,
            numbers = segments.Select(segment => segment.Number).ToArray(),
            blobs = segments.Select(segment => segment.Blob).ToArray(),
            durations = segments.Select(segment => segment.DurationMs).ToArray(),
            bytes = segments.Select(segment => segment.Bytes).ToArray(),
        });
        await change.Connection.ExecuteAsync("""
            update renditions set bandwidth = greatest(bandwidth, @densest) where id = @rendition
            """, new { rendition, densest = segments.Max(segment => segment.BitsPerSecond) });
    }

    public static Task Complete(Change change, Guid rendition) => change.Connection.ExecuteAsync(
        "update renditions set state = 'complete' where id = @rendition", new { rendition });
}
