using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

public sealed class PersonStore(Db db)
{
    public async Task<Person?> Find(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Person>(
            "select id, name from people where id = @id", new { id });
    }

    /// <summary>For signing in.</summary>
    public async Task<PasswordHolder?> FindByEmail(string email, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<PasswordHolder>("""
            select id, email, password_hash from people
            where lower(email) = lower(@email) and disabled_at is null
            """, new { email });
    }

    /// <summary>For whoever is signed in and shows once more that it is they.</summary>
    public async Task<PasswordHolder?> FindHolder(Guid id, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<PasswordHolder>(
            "select id, email, password_hash from people where id = @id", new { id });
    }

    /// <summary>All sessions end with the password, but the one that changed it.</summary>
    /// <returns>False where the password has been changed meanwhile.</returns>
    public Task<bool> ChangePassword(PasswordHolder from, string toHash, string? token) =>
        db.Change(async change =>
        {
            var isChanged = await change.Connection.ExecuteAsync("""
                update people set password_hash = @toHash where id = @Id and password_hash = @PasswordHash
                """, new { from.Id, from.PasswordHash, toHash }) == 1;
            if (!isChanged) return false;
            await SessionStore.EndAll(change, from.Id, by: from.Id, exceptToken: token);
            LogBook.Append(change, new LogEntry(LogAct.PasswordChanged) { ActorId = from.Id });
            return true;
        });

    public async Task<Me?> Me(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var me = await connection.QuerySingleOrDefaultAsync<Me>(
            "select id, name, email from people where id = @id", new { id });
        return me is null ? null : me with { Memberships = await Memberships(id, stop) };
    }

    public async Task<IReadOnlyList<Membership>> Memberships(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Membership>("""
            select m.school_id, s.name as school, m.role
            from memberships m join schools s on s.id = m.school_id
            where m.person_id = @id
            order by s.name, m.role
            """, new { id })).ToList();
    }

    /// <summary>Everybody else in the schools of this person, or in one of them, by name.</summary>
    public async Task<IReadOnlyList<Person>> Colleagues(
        Guid id, Guid? school, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Person>("""
            select p.id, p.name from people p
            where p.id <> @id and p.disabled_at is null and p.id in (
                select other.person_id from memberships mine
                join memberships other on other.school_id = mine.school_id
                where mine.person_id = @id and (mine.school_id = @school or @school is null))
            order by p.name
            """, new { id, school })).ToList();
    }
}

/// <summary>Somebody's password, as we keep it.</summary>
public sealed record PasswordHolder
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }

    /// <summary>Null where they come by another proof only.</summary>
    public required string? PasswordHash { get; init; }
}
