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

    /// <summary>The person and the hash of the password, for signing in.</summary>
    public async Task<(Person Person, string PasswordHash)?> FindByEmail(string email, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var row = await connection.QuerySingleOrDefaultAsync<PasswordRow>(
            "select id, name, password_hash from people where lower(email) = lower(@email)", new { email });
        return row is null ? null : (new Person { Id = row.Id, Name = row.Name }, row.PasswordHash);
    }

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

    /// <summary>Everybody else in the schools of this person, by name.</summary>
    public async Task<IReadOnlyList<Person>> Colleagues(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Person>("""
            select p.id, p.name from people p
            where p.id <> @id and p.id in (
                select other.person_id from memberships mine
                join memberships other on other.school_id = mine.school_id
                where mine.person_id = @id)
            order by p.name
            """, new { id })).ToList();
    }

    private sealed record PasswordRow
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required string PasswordHash { get; init; }
    }
}
