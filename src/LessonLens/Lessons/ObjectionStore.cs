using Dapper;
using LessonLens.Database;

namespace LessonLens.Lessons;

/// <summary>
/// Who in a class must not be recorded, and why the class may be. Everybody who teaches in the school may
/// read and write it: whoever plans a lesson has to know.
/// </summary>
public sealed class ObjectionStore(Db db, TimeProvider time)
{
    private const string IsMine = """
        exists (select from memberships m where m.school_id = c.school_id and m.person_id = @me
            and m.role in ('teacher', 'coordinator', 'admin'))
        """;

    public async Task<IReadOnlyList<ClassConsent>> Classes(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var classes = await connection.QueryAsync<ClassConsent>($"""
            select c.id, s.name as school, c.name, c.lawful_basis, c.lawful_basis_note
            from classes c join schools s on s.id = c.school_id where {IsMine} order by s.name, c.name
            """, new { me });
        var objections = (await connection.QueryAsync<(
            Guid Class, Guid Id, string Pupil, string By, DateTime At)>($"""
            select c.id, o.id, o.pupil, p.name, o.noted_at
            from classes c join objections o on o.class_id = c.id join people p on p.id = o.noted_by
            where o.ended_at is null and {IsMine} order by o.pupil, o.id
            """, new { me })).ToLookup(row => row.Class, row => new Objection
            {
                Id = row.Id, Pupil = row.Pupil, NotedBy = row.By, NotedAt = row.At,
            });
        return classes.Select(one => one with { Objections = [.. objections[one.Id]] }).ToList();
    }

    /// <summary>
    /// Names of classes with somebody who must not be recorded, in schools where I only coach: who that is I
    /// am not told, but must think of it as everybody else when I film there.
    /// </summary>
    public async Task<IReadOnlyList<string>> Untaught(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>($"""
            select c.name from classes c
            where c.school_id in (select school_id from memberships where person_id = @me) and not {IsMine}
                and exists (select from objections o where o.class_id = c.id and o.ended_at is null)
            """, new { me })).ToList();
    }

    /// <summary>Whether somebody teaches, and so keeps this, in any school.</summary>
    public async Task<bool> Teaches(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<bool>("""
            select exists (select from memberships
                where person_id = @me and role in ('teacher', 'coordinator', 'admin'))
            """, new { me });
    }

    /// <summary>Again with the same id is fine.</summary>
    /// <returns>False when there is no such class of theirs, or the id is another's.</returns>
    public Task<bool> Note(Guid me, Guid classId, Guid id, string pupil) =>
        ChangeWhoSees(classId, change => change.Connection.ExecuteAsync($"""
            insert into objections (id, class_id, pupil, noted_by, noted_at)
            select @id, c.id, @pupil, @me, @now from classes c where c.id = @classId and {IsMine}
            on conflict (id) do update set pupil = excluded.pupil
            where objections.class_id = excluded.class_id and objections.ended_at is null
            """, new { me, classId, id, pupil, now = time.GetUtcNow().UtcDateTime }));

    /// <summary>It stands no more; again is fine.</summary>
    /// <returns>False when there is no such objection in a class of theirs.</returns>
    public Task<bool> End(Guid me, Guid classId, Guid id) =>
        ChangeWhoSees(classId, change => change.Connection.ExecuteAsync($"""
            update objections o set ended_at = coalesce(ended_at, @now), ended_by = coalesce(ended_by, @me)
            from classes c where c.id = o.class_id and o.id = @id and c.id = @classId and {IsMine}
            """, new { me, classId, id, now = time.GetUtcNow().UtcDateTime }));

    /// <summary>Whoever watches from another school while an objection is noted sees no more.</summary>
    private Task<bool> ChangeWhoSees(Guid classId, Func<Change, Task<int>> alter) => db.Change(async change =>
    {
        if (await alter(change) == 0) return false;
        foreach (var lesson in await change.Connection.QueryAsync<Guid>(
            "select id from lessons where class_id = @classId", new { classId }))
            change.Tell(GrantStore.Topic, lesson.ToString());
        return true;
    });

    public Task<bool> SetBasis(Guid me, Guid classId, SetLawfulBasis to) => db.Change(async change =>
        await change.Connection.ExecuteAsync($"""
            update classes c set lawful_basis = @Basis, lawful_basis_note = nullif(trim(@Note), '')
            where c.id = @classId and {IsMine}
            """, new { me, classId, to.Basis, to.Note }) == 1);

    /// <summary>Kept with the recordings that come from now on.</summary>
    /// <returns>False when the lesson is not theirs.</returns>
    public Task<bool> Handle(Guid me, Guid lesson, string how) => db.Change(async change =>
        await change.Connection.ExecuteAsync("""
            update lessons set objections_handled = @how
            where id = @lesson and owner_id = @me and deleted_at is null
            """, new { me, lesson, how }) == 1);

    /// <summary>A pupil must not be recorded, and the owner has not said a word on it.</summary>
    public async Task<bool> Stop(Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<bool>("""
            select objections_handled is null and exists (select from objections_to(id))
            from lessons where id = @lesson
            """, new { lesson });
    }
}
