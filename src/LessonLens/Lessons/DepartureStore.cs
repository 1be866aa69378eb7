using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// Leaving a school. Lessons are handed over when both the person and the colleague have agreed: an
/// administrator may propose it, and cannot give anybody's lessons away. Nor can they delete those of
/// somebody who is able to sign in and speak for themselves.
/// </summary>
public sealed class DepartureStore(Db db, Deletion deletion, IEnumerable<Farewell> farewells)
{
    private const string Columns = """
        p.id as person_id, p.name, s.id as school_id, s.name as school,
        p.disabled_at is not null as is_disabled,
        (select count(*) from lessons l where l.owner_id = p.id and l.school_id = s.id
            and l.deleted_at is null)::int as lessons,
        (select count(*) from lessons l join holds on holds.lesson_id = l.id
            where l.owner_id = p.id and l.school_id = s.id and l.deleted_at is null)::int as held,
        coalesce(d.person_agrees, false) as person_agrees, coalesce(d.heir_agrees, false) as heir_agrees,
        h.id, h.name
        """;

    private const string IMayAsk = """
        exists (select from memberships where person_id = @person and school_id = @school)
        and (@me = @person or exists (
            select from memberships where person_id = @me and school_id = @school and role = 'admin'))
        """;

    /// <returns>Null where I am neither the person nor an administrator nor the colleague.</returns>
    public async Task<Departure?> Find(Guid me, Guid school, Guid person, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await Read(connection, $"""
            select {Columns} from people p join schools s on s.id = @school
            left join departures d on d.person_id = p.id and d.school_id = s.id
            left join people h on h.id = d.heir_id
            where p.id = @person and (d.heir_id = @me or {IMayAsk})
            """, new { me, school, person })).SingleOrDefault();
    }

    /// <summary>Those that I am asked to agree with.</summary>
    public async Task<IReadOnlyList<Departure>> WaitingFor(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await Read(connection, $"""
            select {Columns} from departures d
            join people p on p.id = d.person_id join schools s on s.id = d.school_id
            join people h on h.id = d.heir_id
            where d.heir_id = @me and not d.heir_agrees or d.person_id = @me and not d.person_agrees
            order by d.asked_at
            """, new { me });
    }

    /// <returns>Why not, in a sentence; empty where it is not mine to ask, null where it is done.</returns>
    public Task<string?> Ask(Guid me, Guid school, Guid person, Leave how) => db.Change(async change =>
    {
        await RoleStore.HoldStill(change, person);
        var now = await change.Connection.QuerySingleOrDefaultAsync<(bool May, int Lessons, bool IsOut)>($"""
            select {IMayAsk}, (select count(*) from lessons
                where owner_id = p.id and school_id = @school and deleted_at is null)::int,
                p.disabled_at is not null
            from people p where p.id = @person
            """, new { me, school, person });
        if (!now.May) return "";
        if (!await RoleStore.IsKeptWithout(change, school, person)) return Membership.NeedsAdministrator;
        if (now.Lessons == 0) return await End(change, me, school, person, heir: null);
        switch (how.Lessons)
        {
            case LeftLessons.Delete when me == person || now.IsOut:
                return await End(change, me, school, person, heir: null);
            case LeftLessons.Delete:
                return "Only they can delete their lessons, as long as they can sign in.";
            case LeftLessons.HandOver when how.HeirId is { } heir && heir != person:
                var isAsked = await change.Connection.ExecuteAsync("""
                    insert into departures (person_id, school_id, heir_id, asked_by, person_agrees)
                    select @person, @school, p.id, @me, @me = @person from people p
                    where p.id = @heir and p.disabled_at is null and exists (
                        select from memberships where person_id = p.id and school_id = @school)
                    on conflict (person_id, school_id) do update set heir_id = excluded.heir_id,
                        asked_by = excluded.asked_by, person_agrees = excluded.person_agrees,
                        heir_agrees = false, asked_at = now()
                    """, new { me, school, person, heir }) == 1;
                return isAsked ? null : "Choose a colleague of the school who can sign in.";
            case LeftLessons.HandOver:
                return "Choose the colleague who takes the lessons on.";
            default:
                return "There are lessons: say what becomes of them.";
        }
    });

    /// <summary>
    /// The person or the colleague says yes; the second yes ends it. Who is asked may have changed since they
    /// looked, so they say to whom.
    /// </summary>
    /// <returns>As <see cref="Ask"/>.</returns>
    public Task<string?> Agree(Guid me, Guid school, Guid person, Guid heir) => db.Change(async change =>
    {
        await RoleStore.HoldStill(change, person);
        var asked = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
            select heir_id from departures
            where person_id = @person and school_id = @school and @me in (person_id, heir_id)
            for update
            """, new { me, school, person });
        if (asked is null) return "";
        if (asked != heir) return "Somebody else is asked to take the lessons on by now. Please look again.";
        var both = await change.Connection.QuerySingleAsync<bool>("""
            update departures set person_agrees = person_agrees or person_id = @me,
                heir_agrees = heir_agrees or heir_id = @me
            where person_id = @person and school_id = @school
            returning person_agrees and heir_agrees
            """, new { me, school, person });
        if (!both) return null;
        return await RoleStore.IsKeptWithout(change, school, person)
            ? await End(change, me, school, person, heir)
            : Membership.NeedsAdministrator;
    });

    /// <summary>Everything stays as it is; by the person, the colleague or an administrator.</summary>
    /// <returns>False where it is nothing of mine.</returns>
    public async Task<bool> CallOff(Guid me, Guid school, Guid person)
    {
        if (await Find(me, school, person) is null) return false;
        await db.Change(change => change.Connection.ExecuteAsync(
            "delete from departures where person_id = @person and school_id = @school",
            new { school, person }));
        return true;
    }

    private async Task<string?> End(Change change, Guid me, Guid school, Guid person, Guid? heir)
    {
        var parameters = new { school, person, heir };
        var lessons = (await change.Connection.QueryAsync<Guid>("""
            select id from lessons where owner_id = @person and school_id = @school and deleted_at is null
            order by id
            """, parameters)).ToList();
        foreach (var lesson in lessons)
            if (heir is null) await deletion.Delete(change, me, lesson);
            else
            {
                await change.Connection.ExecuteAsync("""
                    delete from grants where lesson_id = @lesson and person_id = @heir;
                    update grants set granted_by = @heir where lesson_id = @lesson;
                    update group_grants set granted_by = @heir where lesson_id = @lesson;
                    update lessons set owner_id = @heir where id = @lesson
                    """, new { lesson, heir });
                LogBook.Append(change, new LogEntry(LogAct.LessonHandedOver)
                {
                    ActorId = me, LessonId = lesson, AboutId = heir, Detail = new { from = person },
                });
            }

        foreach (var farewell in farewells) await change.Connection.ExecuteAsync(farewell.Sql, parameters);
        await change.Connection.ExecuteAsync("""
            delete from grants g using lessons l
            where l.id = g.lesson_id and l.school_id = @school and g.person_id = @person;
            delete from group_members m using groups g
            where g.id = m.group_id and g.school_id = @school and m.person_id = @person;
            delete from departures where school_id = @school and @person in (person_id, heir_id);
            delete from memberships where school_id = @school and person_id = @person
            """, parameters);
        // Whoever leaves may have left them in programs of the school.
        await TokenStore.EndAll(change, person, by: me, school);
        LogBook.Append(change, new LogEntry(LogAct.PersonLeft)
        {
            SchoolId = school, ActorId = me, AboutId = person,
        });
        // Whoever remembers what they may see looks again, whatever it is.
        change.Tell(GroupStore.Topic, "");
        foreach (var lesson in lessons) change.Tell(GrantStore.Topic, lesson.ToString());
        return null;
    }

    private static async Task<IReadOnlyList<Departure>> Read(
        Npgsql.NpgsqlConnection connection, string sql, object parameters) =>
        (await connection.QueryAsync<Departure, Person?, Departure>(
            sql, (departure, heir) => departure with { Heir = heir }, parameters, splitOn: "id")).ToList();
}
