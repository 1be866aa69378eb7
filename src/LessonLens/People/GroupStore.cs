using Dapper;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.People;

/// <summary>
/// The groups of schools. Whoever is in a school sees its groups; coordinators and administrators change
/// them. That somebody may see less now is told under <see cref="Topic"/>, with the group's id.
/// </summary>
public sealed class GroupStore(Db db)
{
    public const string Topic = "groups";

    private const string IsShared =
        "exists (select from group_grants s where s.group_id = g.id and s.until_at > now())";

    private const string IManage = """
        exists (select from memberships
            where person_id = @me and school_id = @school and role in ('coordinator', 'admin'))
        """;

    /// <summary>Schools whose groups I look after.</summary>
    public async Task<IReadOnlyList<LookedAfter>> Schools(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<LookedAfter>("""
            select distinct s.name, s.id from memberships m join schools s on s.id = m.school_id
            where m.person_id = @me and m.role in ('coordinator', 'admin')
            order by s.name, s.id
            """, new { me })).ToList();
    }

    /// <returns>By name; null where I am not in the school.</returns>
    public async Task<IReadOnlyList<Group>?> Of(Guid me, Guid school, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var isMine = await connection.QuerySingleAsync<bool>("""
            select exists (select from memberships where person_id = @me and school_id = @school)
            """, new { me, school });
        if (!isMine) return null;
        var groups = await connection.QueryAsync<GroupRow>($"""
            select g.id, g.kind, g.name, {IsShared} as is_shared from groups g
            where g.school_id = @school order by g.name, g.id
            """, new { school });
        var members = (await connection.QueryAsync<MemberRow>("""
            select m.group_id, p.id as person_id, p.name
            from groups g join group_members m on m.group_id = g.id join people p on p.id = m.person_id
            where g.school_id = @school and p.disabled_at is null
            order by p.name, p.id
            """, new { school })).ToLookup(
                row => row.GroupId, row => new Person { Id = row.PersonId, Name = row.Name });
        return groups.Select(row => new Group
        {
            Id = row.Id, Kind = Enum.Parse<GroupKind>(row.Kind, ignoreCase: true), Name = row.Name,
            Members = [.. members[row.Id]], IsShared = row.IsShared,
        }).ToList();
    }

    /// <summary>Makes the group, or gives it another name or kind.</summary>
    public async Task<Saved> Save(Guid me, Guid school, Guid id, WriteGroup group)
    {
        try
        {
            var isNew = await db.Change(async change =>
            {
                var made = await change.Connection.QuerySingleOrDefaultAsync<bool?>($"""
                    insert into groups (id, school_id, kind, name)
                    select @id, @school, @kind, @name where {IManage}
                    on conflict (id) do update set kind = excluded.kind, name = excluded.name
                        where groups.school_id = @school
                    returning xmax = 0
                    """, new
                {
                    me, school, id, kind = group.Kind.ToString().ToLowerInvariant(), name = group.Name.Trim(),
                });
                if (made is not null) Log(change, LogAct.GroupChanged, me, school, id);
                return made;
            });
            return isNew switch { true => Saved.New, false => Saved.Changed, null => Saved.NotMine };
        }
        catch (PostgresException e) when (e.ConstraintName == "groups_by_name")
        {
            return Saved.NameTaken;
        }
    }

    /// <summary>With it goes what its people see by it; what is not there is fine.</summary>
    /// <returns>False where the school's groups are not mine to change.</returns>
    public Task<bool> Remove(Guid me, Guid school, Guid id) => Alter(me, school, id, async change =>
    {
        var isGone = await change.Connection.ExecuteAsync(
            "delete from groups where id = @id and school_id = @school", new { id, school }) == 1;
        if (isGone) Log(change, LogAct.GroupRemoved, me, school, id);
    });

    /// <summary>
    /// Somebody of the school comes in; who is in already stays. Nobody lets themselves in where something is
    /// shared: what teachers share with a group would be anybody's who looks after groups.
    /// </summary>
    /// <returns>
    /// False where the group is not mine to change, or not mine to come into, or the person is not of the
    /// school.
    /// </returns>
    public Task<bool> Add(Guid me, Guid school, Guid id, Guid person) => db.Change(async change =>
    {
        // Else somebody who is just leaving the school would stay in the group.
        await RoleStore.HoldStill(change, person);
        // Whoever shares with it just now does so before, or sees who is in it.
        await change.Connection.ExecuteAsync("select from groups where id = @id for update", new { id });
        var isDone = await change.Connection.ExecuteAsync($"""
            insert into group_members (group_id, person_id)
            select g.id, @person from groups g
            where g.id = @id and g.school_id = @school and {IManage}
                and (@person <> @me or not {IsShared})
                and exists (select from memberships where person_id = @person and school_id = @school)
            on conflict (group_id, person_id) do update set group_id = excluded.group_id
            """, new { me, school, id, person }) == 1;
        if (!isDone) return false;
        change.Tell(Topic, id.ToString());
        Log(change, LogAct.MemberAdded, me, school, id, person);
        return true;
    });

    /// <summary>Who is out already stays out. Everybody may leave by themselves.</summary>
    /// <returns>False where the group is not mine to change.</returns>
    public Task<bool> TakeOut(Guid me, Guid school, Guid id, Guid person) =>
        Alter(me, school, id, async change =>
        {
            var isOut = await change.Connection.ExecuteAsync("""
                delete from group_members m using groups g
                where g.id = m.group_id and g.id = @id and g.school_id = @school and m.person_id = @person
                """, new { id, school, person }) == 1;
            if (isOut) Log(change, LogAct.MemberRemoved, me, school, id, person);
        }, orMember: person == me);

    private Task<bool> Alter(
        Guid me, Guid school, Guid id, Func<Change, Task> alter, bool orMember = false) =>
        db.Change(async change =>
        {
            var may = await change.Connection.QuerySingleAsync<bool>($"""
                select {IManage} or @orMember and exists (
                    select from memberships where person_id = @me and school_id = @school)
                """, new { me, school, orMember });
            if (!may) return false;
            await alter(change);
            change.Tell(Topic, id.ToString());
            return true;
        });

    private static void Log(
        Change change, LogAct act, Guid me, Guid school, Guid group, Guid? person = null) =>
        LogBook.Append(change, new LogEntry(act)
        {
            SchoolId = school, ActorId = me, AboutId = person, Detail = new { group },
        });

    private sealed record GroupRow
    {
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Name { get; init; }
        public required bool IsShared { get; init; }
    }

    private sealed record MemberRow
    {
        public required Guid GroupId { get; init; }
        public required Guid PersonId { get; init; }
        public required string Name { get; init; }
    }
}
