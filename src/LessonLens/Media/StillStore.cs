using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>Single pictures of a recording that somebody has asked for.</summary>
public sealed class StillStore(Db db)
{
    /// <summary>Null when the lesson does not last that long, or this person may not see it.</summary>
    internal async Task<Still?> Find(Guid me, Guid lesson, int ms, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Still>("""
            select r.id as recording_id, r.blob as original, s.blob
            from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join recordings r on r.id = l.recording_id and r.state <> 'arriving'
            left join stills s on s.recording_id = r.id and s.at_ms = @ms
            where l.id = @lesson and @ms <= r.duration_ms
            """, new { me, lesson, ms });
    }

    /// <returns>The one that is kept: this, or the one that was there first.</returns>
    public static async Task<string> Keep(Change change, Guid recording, int ms, string blob)
    {
        await change.Connection.ExecuteAsync("""
            insert into stills (recording_id, at_ms, blob) values (@recording, @ms, @blob)
            on conflict do nothing
            """, new { recording, ms, blob });
        return await change.Connection.QuerySingleAsync<string>(
            "select blob from stills where recording_id = @recording and at_ms = @ms", new { recording, ms });
    }
}

/// <summary>A moment's picture, and the recording that it is made of.</summary>
internal sealed record Still
{
    public required Guid RecordingId { get; init; }
    public required string Original { get; init; }

    /// <summary>Null until somebody asks.</summary>
    public string? Blob { get; init; }
}
