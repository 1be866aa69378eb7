using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>
/// New passwords for those who have forgotten theirs, by a link that works once, for an hour.
/// </summary>
public sealed class ResetStore(Db db, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    // So that nobody's letter box is filled by others.
    private static readonly TimeSpan BetweenLetters = TimeSpan.FromMinutes(2);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Leaves the job that writes the letter, whether or not anybody has this address: so the answer and its
    /// time are the same.
    /// </summary>
    public Task Wish(string email) => db.Change(async change =>
    {
        var address = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
            delete from reset_wishes where asked_at < @Now - @BetweenLetters;
            insert into reset_wishes (id, asked_at) values (address_id(@email), @Now)
            on conflict do nothing
            returning id
            """, new { email = email.Trim(), Now, BetweenLetters });
        if (address is { } id) await JobQueue.Enqueue(change, Lane.Steady, MailReset.Name, id);
    });

    /// <summary>Ends the link before it. Null where nobody has the address, or may not sign in.</summary>
    internal Task<Recipient?> Make(Change change, Guid addressId, string token) =>
        change.Connection.QuerySingleOrDefaultAsync<Recipient>("""
            delete from resets where ends_at < @Now;
            with person as (
                select id, name, email from people
                where address_id(email) = @addressId and disabled_at is null),
            made as (
                insert into resets (person_id, token_hash, ends_at)
                select id, @hash, @endsAt from person
                on conflict (person_id) do update
                    set token_hash = excluded.token_hash, ends_at = excluded.ends_at)
            select name, email from person
            """, new { addressId, hash = Secret.Hash(token), Now, endsAt = Now + Lasts });

    /// <summary>Whose link this is, while it lasts.</summary>
    public async Task<Recipient?> Find(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Recipient>("""
            select p.name, p.email from resets r join people p on p.id = r.person_id
            where r.token_hash = @hash and r.ends_at > @Now and p.disabled_at is null
            """, new { hash = Secret.Hash(token), Now });
    }

    /// <summary>Uses the link up. All sessions end: somebody else may be in one of them.</summary>
    /// <returns>False when it has been used, or is too old.</returns>
    public Task<bool> Use(string token, string passwordHash) => db.Change(async change =>
    {
        var person = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
            with used as (
                delete from resets where token_hash = @hash and ends_at > @Now returning person_id)
            update people set password_hash = @passwordHash
            from used where id = used.person_id and disabled_at is null
            returning id
            """, new { hash = Secret.Hash(token), Now, passwordHash });
        if (person is not { } id) return false;
        await SessionStore.EndAll(change, id, by: null);
        LogBook.Append(change, new LogEntry(LogAct.PasswordChanged) { AboutId = id });
        return true;
    });
}

/// <summary>Whom a letter goes to.</summary>
public sealed record Recipient
{
    public required string Name { get; init; }
    public required string Email { get; init; }
}
