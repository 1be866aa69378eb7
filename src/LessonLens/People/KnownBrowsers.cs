using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// Browsers in which somebody has signed in before (OWASP's "device cookies"). What strangers try is counted
/// apart from them, so that nobody can keep the owner of an account out by trying it. One cookie serves all
/// who share a computer, and grants nothing.
/// </summary>
public sealed class KnownBrowsers(Db db, TimeProvider time)
{
    private const string Cookie = "lessonlens-browser";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>What the browser's own tries are counted by; null for a stranger's.</returns>
    public async Task<string?> Recognise(HttpContext context, string email)
    {
        if (Cookies.Read(context.Request, Cookie) is not { } token) return null;
        await using var connection = await db.Open(context.RequestAborted);
        var isKnown = await connection.QuerySingleAsync<bool>("""
            select exists (
                select from known_browsers b join people p on p.id = b.person_id
                where b.token_hash = @hash and b.ends_at > @Now and lower(p.email) = lower(@email))
            """, new { hash = Secret.Hash(token), Now, email });
        return isKnown ? token : null;
    }

    public async Task Remember(HttpContext context, Guid person)
    {
        var token = Cookies.Read(context.Request, Cookie) ?? Secret.New();
        await using var connection = await db.Open();
        // A browser may bring any cookie; only one that we have made is good enough to be made another's.
        var isOurs = await connection.QuerySingleAsync<bool>(
            "select exists (select from known_browsers where token_hash = @hash)",
            new { hash = Secret.Hash(token) });
        if (!isOurs) token = Secret.New();
        await connection.ExecuteAsync("""
            delete from known_browsers where person_id = @person and ends_at < @Now;
            insert into known_browsers (token_hash, person_id, ends_at) values (@hash, @person, @endsAt)
            on conflict (token_hash, person_id) do update set ends_at = excluded.ends_at
            """, new { person, Now, hash = Secret.Hash(token), endsAt = Now + Lasts });
        Cookies.Write(context, Cookie, token, Lasts);
    }
}
