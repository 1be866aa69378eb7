using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>How a change to somebody's place in a school went.</summary>
public enum RoleChange
{
    Done,

    /// <summary>Not there, or not this person's to change: nobody can tell the two apart.</summary>
    NotMine,

    /// <summary>Nobody would be left who looks after the school.</summary>
    LastAdministrator,
}

/// <summary>What people are in a school. It always keeps an administrator who can sign in.</summary>
public sealed class RoleStore(Db db)
{
    /// <param name="me">Looks after the school.</param>
    /// <param name="school">Which.</param>
    /// <param name="person">Of the school; I myself, too.</param>
    /// <param name="roles">All of them from now on, at least one, and ones that there are.</param>
    public Task<RoleChange> Set(Guid me, Guid school, Guid person, IReadOnlyCollection<string> roles) =>
        db.Change(async change =>
        {
            await HoldStill(change, person);
            var isMine = await change.Connection.QuerySingleAsync<bool>("""
                select exists (select from memberships m join people p on p.id = m.person_id
                        where m.person_id = @me and m.school_id = @school and m.role = 'admin'
                            and p.disabled_at is null)
                    and exists (select from memberships where person_id = @person and school_id = @school)
                """, new { me, school, person });
            if (!isMine) return RoleChange.NotMine;
            if (!roles.Contains(SessionCookie.Administrator) && !await IsKeptWithout(change, school, person))
                return RoleChange.LastAdministrator;
            await change.Connection.ExecuteAsync("""
                delete from memberships
                where person_id = @person and school_id = @school and role <> all (@roles);
                insert into memberships (person_id, school_id, role)
                select @person, @school, role from unnest(@roles) role
                on conflict do nothing
                """, new { person, school, roles = roles.Distinct().ToArray() });
            LogBook.Append(change, new LogEntry(LogAct.RoleChanged)
            {
                SchoolId = school, ActorId = me, AboutId = person,
                Detail = new { roles = string.Join('.', Membership.Roles.Where(roles.Contains)) },
            });
            return RoleChange.Done;
        });

    /// <summary>
    /// Until the end of the transaction nobody else changes who looks after the schools of this person: two
    /// who take each other's place away at once would leave nobody.
    /// </summary>
    internal static Task HoldStill(Change change, Guid person) => change.Connection.ExecuteAsync("""
        select from schools where id in (select school_id from memberships where person_id = @person)
        order by id for update
        """, new { person });

    /// <summary>Whether somebody else looks after the school and can sign in.</summary>
    internal static Task<bool> IsKeptWithout(Change change, Guid school, Guid person) =>
        change.Connection.QuerySingleAsync<bool>("""
            select exists (select from memberships m join people p on p.id = m.person_id
                where m.school_id = @school and m.role = 'admin' and m.person_id <> @person
                    and p.disabled_at is null)
            """, new { school, person });
}
