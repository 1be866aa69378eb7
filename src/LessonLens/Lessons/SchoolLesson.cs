using Dapper;
using LessonLens.Database;

namespace LessonLens.Lessons;

/// <summary>That a lesson exists: all that the school's administrator sees of it.</summary>
public sealed record SchoolLesson
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Owner { get; init; }
    public required long Bytes { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; then it is erased.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>Why nothing of it is erased; null when it is not held.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>By its owner; only a hold keeps it from being erased.</summary>
    public required bool IsDeleted { get; init; }

    public required bool IsMine { get; init; }
}

/// <summary>The lessons of the schools that somebody looks after.</summary>
public sealed class SchoolLessonStore(Db db)
{
    /// <summary>More than anybody reads; a search finds the others.</summary>
    public const int Most = 200;

    /// <summary>What is held comes first.</summary>
    /// <param name="me">Looks after the schools; everybody else gets none.</param>
    /// <param name="wanted">A part of the title or of the owner's name.</param>
    /// <param name="stop">The asker has gone.</param>
    public async Task<IReadOnlyList<SchoolLesson>> Of(Guid me, string? wanted, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SchoolLesson>("""
            select l.id, l.title, p.name as owner, coalesce(size.bytes, 0) as bytes, l.created_at, l.ends_at,
                l.owner_id = @me as is_mine, h.reason as held_because, l.deleted_at is not null as is_deleted
            from lessons l
            join people p on p.id = l.owner_id
            left join holds h on h.lesson_id = l.id
            left join lateral (
                select sum(bytes)::bigint as bytes from recordings where lesson_id = l.id) size on true
            where (l.deleted_at is null or h.lesson_id is not null) and l.school_id in (
                    select school_id from memberships where person_id = @me and role = 'admin')
                and strpos(plain_letters(concat_ws(' ', l.title, p.name)), plain_letters(@wanted)) > 0
            order by h.lesson_id is null, p.name, l.created_at desc, l.id limit @Most
            """, new { me, wanted = wanted?.Trim() ?? "", Most })).ToList();
    }
}
