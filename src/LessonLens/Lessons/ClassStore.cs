using Dapper;
using LessonLens.Database;

namespace LessonLens.Lessons;

/// <summary>The classes of a person's schools, and the subjects that they have written before.</summary>
public sealed class ClassStore(Db db)
{
    // More than a field can offer helps nobody.
    private const int Most = 500;

    public async Task<IReadOnlyList<string>> Names(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>("""
            select distinct c.name from memberships m join classes c on c.school_id = m.school_id
            where m.person_id = @me order by c.name limit @Most
            """, new { me, Most })).ToList();
    }

    public async Task<IReadOnlyList<string>> Subjects(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>("""
            select distinct l.subject from visible_lessons(@me) v join lessons l on l.id = v.lesson_id
            where l.subject is not null order by l.subject limit @Most
            """, new { me, Most })).ToList();
    }
}
