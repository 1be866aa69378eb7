using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>
/// The people of the schools that somebody looks after. Whoever also belongs to another school is nobody's to
/// disable or to give a new password.
/// </summary>
public sealed class SchoolPeopleStore(Db db, ResetStore resets, TimeProvider time)
{
    private const string IsMine = """
        p.id <> @me
        and exists (select from memberships m where m.person_id = p.id)
        and not exists (select from memberships m where m.person_id = p.id and m.school_id not in (
            select school_id from memberships where person_id = @me and role = 'admin'))
        """;

    public async Task<IReadOnlyList<LookedAfter>> Schools(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<LookedAfter>("""
            select s.id, s.name from memberships m join schools s on s.id = m.school_id
            where m.person_id = @me and m.role = 'admin'
            order by s.name, s.id
            """, new { me })).ToList();
    }

    /// <param name="me">Looks after the schools; everybody else gets nobody.</param>
    /// <param name="stop">The asker has gone.</param>
    /// <param name="school">Of this one only; null for all of theirs.</param>
    /// <param name="wanted">A part of a name or address.</param>
    public async Task<IReadOnlyList<SchoolPerson>> People(
        Guid me, CancellationToken stop, Guid? school = null, string? wanted = null)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SchoolPerson>($"""
            select p.id, p.name, p.email, s.name as school, s.id as school_id,
                 array_agg(m.role order by m.role) as roles,
                p.disabled_at is not null as is_disabled, {IsMine} as is_mine,
                exists (select from second_steps t where t.person_id = p.id) as has_second_step
            from memberships mine
            join memberships m on m.school_id = mine.school_id
            join schools s on s.id = m.school_id
            join people p on p.id = m.person_id
            where mine.person_id = @me and mine.role = 'admin'
                and (@school is null or mine.school_id = @school)
                and strpos(plain_letters(concat_ws(' ', p.name, p.email)), plain_letters(@wanted)) > 0
            group by p.id, s.id
            order by s.name, s.id, p.name, p.id
            """, new { me, school, wanted = wanted ?? "" })).ToList();
    }

    /// <summary>
    /// Who can sign in and is of the school, by name; for its coordinators and administrators.
    /// </summary>
    public async Task<IReadOnlyList<Person>> Names(Guid me, Guid school, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Person>("""
            select p.id, p.name from people p
            where p.disabled_at is null
                and p.id in (select person_id from memberships where school_id = @school)
                and exists (select from memberships where person_id = @me and school_id = @school
                    and role in ('coordinator', 'admin'))
            order by p.name, p.id
            """, new { me, school })).ToList();
    }

    /// <summary>Whether I administer a school and the person is of it.</summary>
    public async Task<bool> LooksAfter(Guid me, Guid school, Guid person, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<bool>("""
            select exists (select from memberships
                    where person_id = @me and school_id = @school and role = 'admin')
                and exists (select from memberships where person_id = @person and school_id = @school)
            """, new { me, school, person });
    }

    /// <returns>Null where the school is not mine.</returns>
    public async Task<SchoolYear?> Year(Guid me, Guid school, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<SchoolYear>("""
            select year_ends_month as ends_month, year_ends_day as ends_day from schools
            where id in (select school_id from memberships
                where person_id = @me and school_id = @school and role = 'admin')
            """, new { me, school });
    }

    /// <returns>False where the school is not mine.</returns>
    public Task<bool> SetYear(Guid me, Guid school, SchoolYear year) => db.Change(async change =>
        await change.Connection.ExecuteAsync("""
            update schools set year_ends_month = @EndsMonth, year_ends_day = @EndsDay
            where id in (select school_id from memberships
                where person_id = @me and school_id = @school and role = 'admin')
            """, new { me, school, year.EndsMonth, year.EndsDay }) == 1);

    /// <summary>
    /// Nobody signs in as this person any more, and whoever has is out within five seconds.
    /// </summary>
    /// <returns>False where the person is not mine to disable.</returns>
    public Task<bool> Disable(Guid me, Guid person) => db.Change(async change =>
    {
        await RoleStore.HoldStill(change, person);
        var isDone = await change.Connection.ExecuteAsync($"""
            update people p set disabled_at = coalesce(disabled_at, @Now) where id = @person and {IsMine}
                and exists (select from people where id = @me and disabled_at is null)
            """, new { me, person, Now = time.GetUtcNow().UtcDateTime }) == 1;
        if (!isDone) return false;
        await SessionStore.EndAll(change, person, by: me);
        LogBook.Append(change, new LogEntry(LogAct.PersonDisabled) { ActorId = me, AboutId = person });
        return true;
    });

    /// <returns>False where the person is not mine to enable.</returns>
    public Task<bool> Enable(Guid me, Guid person) => db.Change(async change =>
    {
        var isDone = await change.Connection.ExecuteAsync($"""
            update people p set disabled_at = null where id = @person and {IsMine}
            """, new { me, person }) == 1;
        if (isDone)
            LogBook.Append(change, new LogEntry(LogAct.PersonEnabled) { ActorId = me, AboutId = person });
        return isDone;
    });

    /// <summary>For whoever has lost their phone and their recovery codes; they are told by mail.</summary>
    /// <returns>False where the person is not mine.</returns>
    public Task<bool> EndSecondStep(Guid me, Guid person, bool byMail) => db.Change(async change =>
    {
        var isMine = await change.Connection.QuerySingleOrDefaultAsync<bool>(
            $"select true from people p where p.id = @person and {IsMine}", new { me, person });
        if (!isMine) return false;
        var wasOn = await change.Connection.ExecuteAsync(
            "delete from second_steps where person_id = @person", new { person }) == 1;
        if (!wasOn) return true;
        LogBook.Append(change, new LogEntry(LogAct.SecondStepEnded) { ActorId = me, AboutId = person });
        if (byMail) await JobQueue.Enqueue(change, Lane.Steady, MailSecondStepEnded.Name, person);
        return true;
    });

    /// <summary>A link to a new password, by mail or to hand over.</summary>
    /// <returns>
    /// The token where it is to be handed over, else an empty one; null where the person is not mine or
    /// disabled.
    /// </returns>
    public Task<string?> LinkToNewPassword(Guid me, Guid person, bool byMail) => db.Change(async change =>
    {
        var address = await change.Connection.QuerySingleOrDefaultAsync<Guid?>($"""
            select address_id(p.email) from people p
            where p.id = @person and p.disabled_at is null and {IsMine}
            """, new { me, person });
        if (address is not { } id) return null;
        // Whoever holds the link may sign in as them.
        LogBook.Append(change, new LogEntry(LogAct.PasswordOffered) { ActorId = me, AboutId = person });
        if (byMail)
        {
            await JobQueue.Enqueue(change, Lane.Steady, MailReset.Name, id);
            return "";
        }

        var token = Secret.New();
        await resets.Make(change, id, token);
        return token;
    });
}

/// <summary>A school that somebody looks after.</summary>
public sealed record LookedAfter
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
}

/// <summary>Somebody in a school, as its administrators see them.</summary>
public sealed record SchoolPerson
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required Guid SchoolId { get; init; }
    public required string School { get; init; }
    public required string[] Roles { get; init; }
    public required bool IsDisabled { get; init; }

    /// <summary>May be disabled by whoever asks: not themselves, and in no school but theirs.</summary>
    public required bool IsMine { get; init; }

    /// <summary>Signs in with a code as well.</summary>
    public required bool HasSecondStep { get; init; }
}
