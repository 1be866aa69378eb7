using Dapper;
using LessonLens.Database;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>Who is signed in. Ending a session is deleting its row.</summary>
public sealed class SessionStore : IDisposable
{
    public const string Topic = "sessions";

    // Seen again is written down at most this often, so that watching a lesson is not a write a segment.
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly ShortMemory<string, SeenPerson> _lately = new();
    private readonly Db _db;
    private readonly TimeProvider _time;
    private readonly SessionOptions _options;

    public SessionStore(Db db, Notifier notifier, TimeProvider time, IOptions<SessionOptions> options)
    {
        (_db, _time, _options) = (db, time, options.Value);
        notifier.AtOnce(topic =>
        {
            if (topic == Topic) _lately.Forget();
        });
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;
    private DateTime IdleSince => Now - _options.LongestIdle;

    /// <param name="personId">Whoever has signed in.</param>
    /// <param name="passwordHash">As it was: if it has changed meanwhile, nothing begins.</param>
    /// <param name="browser">Where, in words (<see cref="BrowserWords"/>).</param>
    /// <returns>The token for the cookie: 128 random bits that are stored nowhere.</returns>
    public async Task<string?> Begin(Guid personId, string? passwordHash, string browser)
    {
        var token = Secret.New();
        var parameters = new
        {
            hash = Secret.Hash(token), personId, passwordHash, Now, endsAt = Now + _options.Longest,
            id = Guid.CreateVersion7(), browser,
        };
        // The lock waits for whoever is just ending all sessions of this person, and sees why.
        var hasBegun = await _db.Change(async change =>
        {
            var isBegun = await change.Connection.QuerySingleOrDefaultAsync<bool>("""
                delete from sessions where person_id = @personId and ends_at < @Now;
                insert into sessions (token_hash, person_id, created_at, last_seen_at, ends_at, id, browser)
                select @hash, id, @Now, @Now, @endsAt, @id, @browser
                from people
                where id = @personId and password_hash is not distinct from @passwordHash
                    and disabled_at is null
                for share
                returning true
                """, parameters);
            if (isBegun) LogBook.Append(change, new LogEntry(LogAct.SessionBegun) { ActorId = personId });
            return isBegun;
        });
        return hasBegun ? token : null;
    }

    /// <summary>Those that last, this one first and then the last seen.</summary>
    public async Task<IReadOnlyList<MySession>> OfMine(Guid me, string? token, CancellationToken stop)
    {
        await using var connection = await _db.Open(stop);
        return (await connection.QueryAsync<MySession>("""
            select id, browser, created_at as started_at, last_seen_at, token_hash = @hash as is_this
            from sessions
            where person_id = @me and ends_at > @Now and last_seen_at > @IdleSince
            order by is_this desc, last_seen_at desc, id
            """, new { me, hash = Secret.Hash(token ?? ""), Now, IdleSince })).ToList();
    }

    /// <returns>False where I have no such session.</returns>
    public Task<bool> EndMine(Guid me, Guid id) => _db.Change(async change =>
    {
        change.Tell(Topic, "");
        return await change.Connection.ExecuteAsync(
            "delete from sessions where person_id = @me and id = @id", new { me, id }) == 1;
    });

    public Task EndMyOthers(Guid me, string? token) => _db.Change(change => EndSessions(change, me, token));

    /// <summary>
    /// All ways in that a person has open: sessions, half ones too, links to a new password, and tokens for
    /// programs, for whoever got in may have made one. In the transaction of what ends them.
    /// </summary>
    public static async Task EndAll(Change change, Guid personId, Guid? by, string? exceptToken = null)
    {
        await EndSessions(change, personId, exceptToken);
        await change.Connection.ExecuteAsync(
            "delete from resets where person_id = @personId", new { personId });
        await TokenStore.EndAll(change, personId, by);
    }

    private static Task EndSessions(Change change, Guid personId, string? exceptToken)
    {
        change.Tell(Topic, "");
        return change.Connection.ExecuteAsync("""
            delete from half_sessions where person_id = @personId;
            delete from sessions where person_id = @personId and token_hash <> @except
            """, new { personId, except = Secret.Hash(exceptToken ?? "") });
    }

    /// <summary>Whose session this is, while it lasts.</summary>
    public async Task<SeenPerson?> Continue(string token, CancellationToken stop)
    {
        await using var connection = await _db.Open(stop);
        var found = await connection.QuerySingleOrDefaultAsync<SeenPerson>($"""
            select {SeenPerson.Columns}, s.last_seen_at
            from sessions s join people p on p.id = s.person_id
            where s.token_hash = @hash and s.ends_at > @Now and s.last_seen_at > @IdleSince
            """, new { hash = Secret.Hash(token), Now, IdleSince });
        if (found is null) return null;
        if (found.LastSeenAt < Now - Precision)
            await connection.ExecuteAsync("update sessions set last_seen_at = @Now where token_hash = @hash",
                new { hash = Secret.Hash(token), Now });
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
    public async Task<bool> Lasts(string token, CancellationToken stop) =>
        (await Lasting([token], stop)).Contains(token);

    /// <summary>Those of many that last, without lengthening them; tokens of programs, too.</summary>
    public async Task<IReadOnlySet<string>> Lasting(IReadOnlyList<string> tokens, CancellationToken stop)
    {
        await using var connection = await _db.Open(stop);
        return (await connection.QueryAsync<string>("""
            select asked.token from unnest(@tokens, @hashes) as asked (token, hash)
            join sessions s on s.token_hash = asked.hash
            where s.ends_at > @Now and s.last_seen_at > @IdleSince
            union all
            select asked.token from unnest(@tokens, @hashes) as asked (token, hash)
            join tokens t on t.token_hash = asked.hash
            where t.ends_on >= @today
            """, new
        {
            tokens, hashes = tokens.Select(Secret.Hash).ToArray(), Now, IdleSince,
            today = DateOnly.FromDateTime(Now),
        })).ToHashSet();
    }

    public Task End(string token) => _db.Change(change =>
    {
        change.Tell(Topic, "");
        return change.Connection.ExecuteAsync(
            "delete from sessions where token_hash = @hash", new { hash = Secret.Hash(token) });
    });

    public void Dispose() => _lately.Dispose();
}
