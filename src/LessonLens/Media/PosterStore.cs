using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The picture by which a lesson is recognised.</summary>
public sealed class PosterStore(Db db) : RecordingBlobStore(db, "posters")
{
    /// <summary>The lessons of this reader that have one.</summary>
    public async Task<IReadOnlySet<Guid>> Lessons(Guid me, CancellationToken stop = default)
    {
        await using var connection = await Db.Open(stop);
        return (await connection.QueryAsync<Guid>("""
            select l.id from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join recordings r on r.id = l.recording_id and (r.playable or r.state <> 'failed')
            join posters p on p.recording_id = r.id
            """, new { me })).ToHashSet();
    }
}
