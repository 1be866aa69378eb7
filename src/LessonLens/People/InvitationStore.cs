using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>Links into a school, which work once, for a week.</summary>
public sealed class InvitationStore(Db db, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Asks somebody, or asks them again: a link from before is worth nothing then.</summary>
    /// <param name="me">Looks after the school.</param>
    /// <param name="invite">Without fault.</param>
    /// <param name="byMail">Leaves the job that makes the link and mails it.</param>
    /// <returns>
    /// The link's token where it is to be handed over, else an empty one; null where the school is not mine
    /// or the person is in it already.
    /// </returns>
    public Task<string?> Make(Guid me, Invite invite, bool byMail) =>
        db.Change(change => Make(change, me, invite, byMail));

    /// <summary>Many at once, or none.</summary>
    /// <returns>The tokens, as <see cref="Make(Guid, Invite, bool)"/> says.</returns>
    public Task<IReadOnlyList<string?>> MakeAll(Guid me, IReadOnlyList<Invite> invites, bool byMail) =>
        db.Change<IReadOnlyList<string?>>(async change =>
        {
            var tokens = new List<string?>();
            foreach (var invite in invites) tokens.Add(await Make(change, me, invite, byMail));
            return tokens;
        });

    private async Task<string?> Make(Change change, Guid me, Invite invite, bool byMail)
    {
        var token = byMail ? "" : Secret.New();
        var id = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
            delete from invitations where ends_at < @Now;
            insert into invitations
                (id, school_id, email, name, roles, groups, token_hash, ends_at, invited_by)
            select @id, mine.school_id, @Email, @name, @roles,
                array(select g.id from groups g where g.school_id = @SchoolId and g.id = any (@groups)),
                @hash, @endsAt, @me
            from memberships mine
            where mine.person_id = @me and mine.role = 'admin' and mine.school_id = @SchoolId
                and not exists (select from memberships m join people p on p.id = m.person_id
                    where m.school_id = @SchoolId and lower(p.email) = lower(@Email))
            on conflict (school_id, lower(email)) do update set name = excluded.name,
                roles = excluded.roles, groups = excluded.groups, token_hash = excluded.token_hash,
                ends_at = excluded.ends_at, invited_by = excluded.invited_by
            returning id
            """, new
        {
            id = Guid.CreateVersion7(), me, invite.SchoolId, invite.Email, name = invite.Name.Trim(),
            roles = invite.Roles.Distinct().ToArray(), groups = invite.Groups.ToArray(),
            hash = byMail ? null : Secret.Hash(token),
            Now, endsAt = Now + Lasts,
        });
        if (id is null) return null;
        if (byMail) await JobQueue.Enqueue(change, Lane.Steady, MailInvitation.Name, id.Value);
        return token;
    }

    /// <summary>Those that wait for an answer in the schools that I look after, by name.</summary>
    public async Task<IReadOnlyList<Invitation>> OfMySchools(
        Guid me, CancellationToken stop, Guid? school = null)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Invitation>("""
            select i.id, s.name as school, i.name, i.email, i.roles, i.ends_at
            from memberships mine
            join invitations i on i.school_id = mine.school_id
            join schools s on s.id = i.school_id
            where mine.person_id = @me and mine.role = 'admin' and i.ends_at > @Now
                and (@school is null or i.school_id = @school)
            order by i.name, i.id
            """, new { me, Now, school })).ToList();
    }

    /// <summary>The link is worth nothing from now on. What is not there is not mine, too.</summary>
    public Task Withdraw(Guid me, Guid id) => db.Change(change => change.Connection.ExecuteAsync("""
        delete from invitations where id = @id and school_id in (
            select school_id from memberships where person_id = @me and role = 'admin')
        """, new { me, id }));

    /// <summary>Gives the invitation a link, for a letter; null where it was taken back.</summary>
    internal static Task<Invitation?> GiveLink(Change change, Guid id, string token) =>
        change.Connection.QuerySingleOrDefaultAsync<Invitation>("""
            update invitations i set token_hash = @hash
            from schools s
            where i.id = @id and s.id = i.school_id
            returning i.id, s.name as school, i.name, i.email, i.roles, i.ends_at
            """, new { id, hash = Secret.Hash(token) });

    /// <summary>What the link leads to, while it lasts.</summary>
    public async Task<Invitation?> Find(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Invitation>("""
            select i.id, s.name as school, i.name, i.email, i.roles, i.ends_at
            from invitations i join schools s on s.id = i.school_id
            where i.token_hash = @hash and i.ends_at > @Now
            """, new { hash = Secret.Hash(token), Now });
    }

    /// <summary>Somebody new joins, and the link is used up.</summary>
    /// <returns>Who they are from now on; null where the link or the address is taken meanwhile.</returns>
    public Task<Guid?> Join(string token, string passwordHash) => db.Change(async change =>
    {
        var hash = Secret.Hash(token);
        // The address refuses a second one, so of two at once only one goes on.
        var person = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
            insert into people (id, email, name, password_hash)
            select @id, email, name, @passwordHash from invitations
            where token_hash = @hash and ends_at > @Now
            on conflict do nothing
            returning id
            """, new { id = Guid.CreateVersion7(), passwordHash, hash, Now });
        return person is { } id && await UseUp(change, id, hash: hash) ? person : null;
    });

    /// <summary>Somebody new has shown, without the link, that it is they who were invited.</summary>
    /// <returns>Who they are; null where nobody with this address is invited, or they are known.</returns>
    internal async Task<Guid?> JoinInvited(Change change, Guid school, string email)
    {
        var (invitation, person) = await change.Connection.QuerySingleOrDefaultAsync<(Guid, Guid)>("""
            with asked as (
                select id, email, name from invitations
                where school_id = @school and lower(email) = lower(@email) and ends_at > @Now
                for update),
            made as (
                insert into people (id, email, name) select @id, email, name from asked
                on conflict do nothing
                returning id)
            select asked.id, made.id from asked, made
            """, new { id = Guid.CreateVersion7(), school, email, Now });
        return person != default && await UseUp(change, person, invitation) ? person : null;
    }

    /// <summary>Somebody who is known here joins one more school.</summary>
    /// <returns>False where the link is used up meanwhile.</returns>
    public Task<bool> JoinAlso(string token, Guid person) =>
        db.Change(change => UseUp(change, person, hash: Secret.Hash(token)));

    private static async Task<bool> UseUp(
        Change change, Guid person, Guid? invitation = null, byte[]? hash = null)
    {
        var used = await change.Connection.QuerySingleOrDefaultAsync<(Guid School, Guid? By)?>("""
            with used as (
                delete from invitations where token_hash = @hash or id = @invitation
                returning school_id, roles, groups, invited_by),
            placed as (
                insert into group_members (group_id, person_id)
                select g.id, @person from used join groups g on g.id = any (used.groups)
                on conflict do nothing),
            joined as (
                insert into memberships (person_id, school_id, role)
                select @person, school_id, unnest(roles) from used
                on conflict do nothing
                returning 1)
            select school_id, invited_by from used where exists (select from joined)
            """, new { hash, invitation, person });
        if (used is not var (school, by)) return false;
        LogBook.Append(change, new LogEntry(LogAct.PersonJoined)
        {
            SchoolId = school, ActorId = person, AboutId = by,
        });
        return true;
    }
}
