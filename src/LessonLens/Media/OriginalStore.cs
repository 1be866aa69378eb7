using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The recording as it came, for nobody but its owner: it still says where it was made.</summary>
public sealed class OriginalStore(Db db)
{
    public async Task<Original?> Find(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<Original>("""
            select r.id as recording_id, r.blob, r.file_name from visible_lessons(@me) v
            join lessons l on l.id = v.lesson_id
            join recordings r on r.id = l.recording_id
            where l.id = @lesson and v.may = 'own' and r.state <> 'arriving'
            """, new { me, lesson });
    }
}

public sealed record Original
{
    public required Guid RecordingId { get; init; }
    public required string Blob { get; init; }
    public string? FileName { get; init; }
}
