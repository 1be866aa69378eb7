using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// One version of the owner's question; an empty text means that there was none from then on.
/// </summary>
public sealed record Focus
{
    public required int Version { get; init; }
    public required string Text { get; init; }
    public required Person WrittenBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime WrittenAt { get; init; }
}

/// <summary>The versions of a lesson's focus; a new one is made by changing the lesson.</summary>
public sealed class FocusStore(Db db)
{
    /// <summary>The first one first; nothing for whoever may not see the lesson.</summary>
    public async Task<IReadOnlyList<Focus>> Versions(Guid me, Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = await connection.QueryAsync<(
            int Version, string Text, Guid By, string Name, DateTime At)>("""
            select f.version, f.text, f.written_by, p.name, f.written_at
            from visible_lessons(@me) v
            join focuses f on f.lesson_id = v.lesson_id
            join people p on p.id = f.written_by
            where v.lesson_id = @lessonId
            order by f.version
            """, new { me, lessonId });
        return rows.Select(row => new Focus
        {
            Version = row.Version,
            Text = row.Text,
            WrittenBy = new Person { Id = row.By, Name = row.Name },
            WrittenAt = row.At,
        }).ToList();
    }
}
