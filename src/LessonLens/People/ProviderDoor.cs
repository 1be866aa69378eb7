using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>Whom a school's provider may bring in: the school's own, and those whom it has invited.</summary>
/// <remarks>
/// A provider speaks for its school only. Whoever also belongs to another one would open that one's lessons
/// too, so they come by password, as they are nobody's to disable (<see cref="SchoolPeopleStore"/>).
/// </remarks>
public sealed class ProviderDoor(Db db, InvitationStore invitations, TimeProvider time)
{
    /// <returns>Who it is, and whether they need our second step whatever the provider has asked.</returns>
    internal Task<Admitted> Admit(Provider provider, ProviderAccount account) => db.Change(async change =>
    {
        if (account.Email is not { } email || !provider.LetsIn(email)) return Admitted.No("address");
        var found = await change.Connection.QuerySingleOrDefaultAsync<Row>("""
            select p.id, p.email, p.password_hash, p.disabled_at is not null as is_disabled,
                (select a.subject from provider_accounts a
                    where a.person_id = p.id and a.issuer = @Issuer) as bound,
                exists (select from memberships m
                    where m.person_id = p.id and m.school_id = @SchoolId) as is_here,
                exists (select from memberships m
                    where m.person_id = p.id and m.school_id <> @SchoolId) as is_elsewhere,
                exists (select from memberships m
                    where m.person_id = p.id and m.role = 'admin') as administers
            from people p
            where p.id = coalesce(
                (select person_id from provider_accounts where issuer = @Issuer and subject = @Subject),
                (select id from people where lower(email) = lower(@email)))
            for update of p
            """, new { provider.Issuer, account.Subject, provider.SchoolId, email });
        if (found is null) return await Join(change, provider, account, email);
        if (found is { IsHere: true, IsElsewhere: true }) return Refuse(change, found, "elsewhere");
        if (!found.IsHere || found.IsDisabled || (found.Bound ?? account.Subject) != account.Subject)
            return Refuse(change, found, "unknown");
        if (found.Bound is null) await Bind(change, provider, account, found.Id);
        return new(new() { Id = found.Id, Email = found.Email, PasswordHash = found.PasswordHash })
        {
            NeedsCode = found.Administers,
        };
    });

    private async Task<Admitted> Join(
        Change change, Provider provider, ProviderAccount account, string email)
    {
        if (await invitations.JoinInvited(change, provider.SchoolId, email) is not { } id)
            return Admitted.No("unknown");
        await Bind(change, provider, account, id);
        return new(new() { Id = id, Email = email, PasswordHash = null });
    }

    private async Task Bind(Change change, Provider provider, ProviderAccount account, Guid person)
    {
        await change.Connection.ExecuteAsync("""
            insert into provider_accounts (issuer, subject, person_id, bound_at)
            values (@Issuer, @Subject, @person, @now)
            """, new { provider.Issuer, account.Subject, person, now = time.GetUtcNow().UtcDateTime });
        LogBook.Append(change, new LogEntry(LogAct.AccountBound) { ActorId = person });
    }

    private static Admitted Refuse(Change change, Row person, string why)
    {
        LogBook.Append(change, new LogEntry(LogAct.SessionRefused)
        {
            AboutId = person.Id, Detail = new { by = "provider" },
        });
        return Admitted.No(why);
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Email { get; init; }
        public required string? PasswordHash { get; init; }
        public required bool IsDisabled { get; init; }
        public required string? Bound { get; init; }
        public required bool IsHere { get; init; }
        public required bool IsElsewhere { get; init; }
        public required bool Administers { get; init; }
    }
}

/// <param name="Person">Null where nobody is let in.</param>
internal sealed record Admitted(PasswordHolder? Person)
{
    /// <summary>Why not, as the page of signing in knows it.</summary>
    public string? Refusal { get; private init; }

    public bool NeedsCode { get; init; }

    public static Admitted No(string why) => new((PasswordHolder?)null) { Refusal = why };
}
