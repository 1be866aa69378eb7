using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// What lets programs in as a person. Ending one is deleting its row, so nothing of it is remembered between
/// requests.
/// </summary>
public sealed class TokenStore(Db db, TimeProvider time)
{
    private const int Most = 20;
    private static readonly string TooMany =
        $"You have {Most} tokens already. End one that you no longer need first.";

    /// <summary>By which people, and programs that look for lost secrets, recognise one.</summary>
    private const string Prefix = "llt_";

    public DateOnly Today => DateOnly.FromDateTime(Now);
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="holder">
    /// Me, with my password as it was right: if it has changed since, none is made.
    /// </param>
    /// <param name="wanted">Without fault.</param>
    /// <returns>The token, or why there is none, in a sentence.</returns>
    public async Task<(MadeToken? Made, string? Fault)> Make(PasswordHolder holder, NewToken wanted)
    {
        var me = holder.Id;
        var token = Prefix + Secret.New();
        var mayWrite = wanted.May == TokenMay.ReadAndWrite;
        return await db.Change<(MadeToken?, string?)>(async change =>
        {
            // The lock waits for whoever is just ending all tokens of this person, and sees why.
            var isMe = await change.Connection.QuerySingleOrDefaultAsync<bool>("""
                select true from people
                where id = @Id and password_hash is not distinct from @PasswordHash and disabled_at is null
                for share
                """, holder);
            if (!isMe) return (null, "Your password has just been changed. Please sign in again.");
            var made = await change.Connection.QuerySingleOrDefaultAsync<Row>("""
                delete from tokens where person_id = @me and ends_on < @Today;
                insert into tokens (id, person_id, name, token_hash, may_write, made_at, ends_on)
                select @id, @me, @name, @hash, @mayWrite, @Now, @EndsOn
                where (select count(*) from tokens where person_id = @me) < @Most
                returning id, name, may_write, made_at, ends_on, last_used_on
                """, new
            {
                id = Guid.CreateVersion7(), me, name = wanted.Name.Trim(), hash = Secret.Hash(token),
                mayWrite, wanted.EndsOn, Now, Today, Most,
            });
            if (made is null) return (null, TooMany);
            Log(change, LogAct.TokenMade, me, made.Id);
            return (new(token, made.Token), null);
        });
    }

    /// <summary>Those that still work, the newest first.</summary>
    public async Task<IReadOnlyList<MyToken>> OfMine(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Row>("""
            select id, name, may_write, made_at, ends_on, last_used_on from tokens
            where person_id = @me and ends_on >= @Today
            order by made_at desc, id
            """, new { me, Today })).Select(row => row.Token).ToList();
    }

    /// <returns>False where I have no such token.</returns>
    public Task<bool> End(Guid me, Guid id) => db.Change(async change =>
    {
        var isDone = await change.Connection.ExecuteAsync(
            "delete from tokens where person_id = @me and id = @id", new { me, id }) == 1;
        if (isDone) Log(change, LogAct.TokenEnded, me, id);
        return isDone;
    });

    /// <summary>All of a person's tokens, in the transaction of what ends them.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="person">Whose.</param>
    /// <param name="by">Null where nobody was signed in.</param>
    /// <param name="school">Whose log tells it; null is that of each of their schools.</param>
    public static async Task EndAll(Change change, Guid person, Guid? by, Guid? school = null)
    {
        var tokens = await change.Connection.ExecuteAsync(
            "delete from tokens where person_id = @person", new { person });
        if (tokens > 0) LogBook.Append(change, new LogEntry(LogAct.TokenEnded)
        {
            SchoolId = school, ActorId = by, AboutId = person, Detail = new { tokens },
        });
    }

    /// <returns>Whose it is and what it may do, while it works.</returns>
    public async Task<(SeenPerson Person, TokenMay May)?> Use(string token, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var hash = Secret.Hash(token);
        var found = (await connection.QueryAsync<SeenPerson, Row, (SeenPerson, Row)>($"""
            select {SeenPerson.Columns}, t.id, t.name, t.may_write, t.made_at, t.ends_on, t.last_used_on
            from tokens t join people p on p.id = t.person_id
            where t.token_hash = @hash and t.ends_on >= @Today and p.disabled_at is null
            """, (person, row) => (person, row), new { hash, Today })).ToList();
        if (found is not [var (person, row)]) return null;
        if (row.LastUsedOn != Today)
            await connection.ExecuteAsync("update tokens set last_used_on = @Today where token_hash = @hash",
                new { hash, Today });
        return (person, row.Token.May);
    }

    private static void Log(Change change, LogAct act, Guid me, Guid token) =>
        LogBook.Append(change, new LogEntry(act) { ActorId = me, Detail = new { token } });

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required bool MayWrite { get; init; }
        public required DateTime MadeAt { get; init; }
        public required DateOnly EndsOn { get; init; }
        public DateOnly? LastUsedOn { get; init; }

        public MyToken Token => new()
        {
            Id = Id, Name = Name, May = MayWrite ? TokenMay.ReadAndWrite : TokenMay.Read, MadeAt = MadeAt,
            EndsOn = EndsOn, LastUsedOn = LastUsedOn,
        };
    }
}
