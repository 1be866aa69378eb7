using System.Security.Cryptography;
using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>Who is signed in. Ending a session is deleting its row.</summary>
public sealed class SessionStore(Db db, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);

    // Seen again is written down at most this often, so that watching a lesson is not a write a segment.
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly ShortMemory<string, SeenPerson> _lately = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>The token for the cookie: 128 random bits that are stored nowhere.</returns>
    public async Task<string> Begin(Guid personId)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using var connection = await db.Open();
        await connection.ExecuteAsync("""
            delete from sessions where person_id = @personId and ends_at < @Now;
            insert into sessions (token_hash, person_id, created_at, last_seen_at, ends_at)
            values (@hash, @personId, @Now, @Now, @endsAt)
            """, new { hash = Hash(token), personId, Now, endsAt = Now + Longest });
        return token;
    }

    /// <summary>Whose session this is, while it lasts.</summary>
    public async Task<SeenPerson?> Continue(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var found = await connection.QuerySingleOrDefaultAsync<SeenPerson>("""
            select p.id, p.name, s.last_seen_at, exists (
                select from memberships m where m.person_id = p.id and m.role = 'admin') as administers
            from sessions s join people p on p.id = s.person_id
            where s.token_hash = @hash and s.ends_at > @Now and s.last_seen_at > @idleSince
            """, new { hash = Hash(token), Now, idleSince = Now - LongestIdle });
        if (found is null) return null;
        if (found.LastSeenAt < Now - Precision)
            await connection.ExecuteAsync("update sessions set last_seen_at = @Now where token_hash = @hash",
                new { hash = Hash(token), Now });
        return found;
    }

    /// <summary>
    /// The same, or what it was less than two seconds ago; a session that this process has ended is over.
    /// </summary>
    public Task<SeenPerson?> ContinueLately(string token, CancellationToken stop) =>
        _lately.Ask(token, () => Continue(token, stop));

    /// <summary>
    /// Whether the session lasts, without lengthening it: a page that lies open is not a person at work.
    /// </summary>
    public async Task<bool> Lasts(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.ExecuteScalarAsync<bool>("""
            select exists (select from sessions
                where token_hash = @hash and ends_at > @Now and last_seen_at > @idleSince)
            """, new { hash = Hash(token), Now, idleSince = Now - LongestIdle });
    }

    public async Task End(string token)
    {
        await using var connection = await db.Open();
        await connection.ExecuteAsync(
            "delete from sessions where token_hash = @hash", new { hash = Hash(token) });
        _lately.Forget();
    }

    public void Dispose() => _lately.Dispose();

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}

/// <summary>Whoever a session belongs to.</summary>
public sealed record SeenPerson
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required DateTime LastSeenAt { get; init; }

    /// <summary>Looks after a school: which, the store that is asked says.</summary>
    public required bool Administers { get; init; }
}
