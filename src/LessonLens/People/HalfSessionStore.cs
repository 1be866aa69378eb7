using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// Between password and code. Grants nothing but five tries at the code, within five minutes.
/// </summary>
public sealed class HalfSessionStore(Db db, TimeProvider time)
{
    private const string Cookie = "lessonlens-half";
    private const int MostTries = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public static string? ReadCookie(HttpRequest request) => Cookies.Read(request, Cookie);

    public static void WriteCookie(HttpContext context, string token) =>
        Cookies.Write(context, Cookie, token, Lasts);

    /// <returns>The token for the cookie; null where the password has been changed meanwhile.</returns>
    public async Task<string?> Begin(PasswordHolder person)
    {
        var token = Secret.New();
        await using var connection = await db.Open();
        var hasBegun = await connection.ExecuteScalarAsync<bool>("""
            delete from half_sessions where person_id = @Id and ends_at < @Now;
            insert into half_sessions (token_hash, person_id, password_hash, ends_at)
            select @hash, id, password_hash, @endsAt from people
            where id = @Id and password_hash is not distinct from @PasswordHash and disabled_at is null
            for share
            returning true
            """,
            new { person.Id, person.PasswordHash, Now, hash = Secret.Hash(token), endsAt = Now + Lasts });
        return hasBegun ? token : null;
    }

    public async Task<bool> Lives(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<bool>("""
            select exists (select from half_sessions
                where token_hash = @hash and ends_at > @Now and tries < @MostTries)
            """, new { hash = Secret.Hash(token), Now, MostTries });
    }

    /// <summary>Uses up one of its tries.</summary>
    /// <returns>Whose it is, with the password that they gave; null when it is over.</returns>
    public async Task<PasswordHolder?> Try(string token)
    {
        await using var connection = await db.Open();
        return await connection.QuerySingleOrDefaultAsync<PasswordHolder>("""
            update half_sessions h set tries = tries + 1 from people p
            where h.token_hash = @hash and h.ends_at > @Now and h.tries < @MostTries and p.id = h.person_id
            returning p.id, p.email, h.password_hash
            """, new { hash = Secret.Hash(token), Now, MostTries });
    }

    public async Task End(HttpContext context, string token)
    {
        Cookies.Remove(context, Cookie);
        await using var connection = await db.Open();
        await connection.ExecuteAsync(
            "delete from half_sessions where token_hash = @hash", new { hash = Secret.Hash(token) });
    }
}
