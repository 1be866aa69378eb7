using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>The certificates of what was erased, each chained to the one before it by its hash.</summary>
public sealed class ErasureStore(Db db, TimeProvider time)
{
    // Certificates take their numbers one after another.
    private const string OneAtATime = "select pg_advisory_xact_lock(hashtextextended('erasures', 0))";

    /// <summary>In the transaction in which the rows go, and before they do.</summary>
    internal static Task Begin(Change change, Guid lesson) => change.Connection.ExecuteAsync("""
        insert into erasures (id, lesson_id, owner_id, school_id, cause, asked_at)
        select gen_random_uuid(), id, owner_id, school_id,
            case when ends_at <= deleted_at then 'retention' else 'owner' end, deleted_at
        from lessons where id = @lesson and deleted_at is not null
        on conflict (lesson_id) do nothing;
        insert into erased (erasure_id, what, name, erased_at)
        select e.id, gone.what, gone.id::text, now()
        from erasures e, (
            select 'lesson' as what, id from lessons where id = @lesson
            union all select 'recording', id from recordings where lesson_id = @lesson
            union all select 'clip', id from clips where lesson_id = @lesson
            union all select 'note', id from annotations where lesson_id = @lesson
            union all select 'reply', id from replies where lesson_id = @lesson) gone
        where e.lesson_id = @lesson and e.finished_at is null
        on conflict do nothing
        """, new { lesson });

    /// <summary>Before its bytes go: a crash between the two leaves a file to try again.</summary>
    internal async Task Note(Guid lesson, string file, long? bytes, byte[]? sha256, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync("""
            insert into erased (erasure_id, what, name, bytes, sha256, erased_at)
            select id, 'file', @file, @bytes, @sha256, now() from erasures
            where lesson_id = @lesson and finished_at is null
            on conflict do nothing
            """, new { lesson, file, bytes, sha256 });
    }

    /// <summary>Everything is gone: from here on the certificate stands. Again changes nothing.</summary>
    internal async Task Finish(Change change, Guid lesson)
    {
        await change.Connection.ExecuteAsync(OneAtATime);
        var begun = await change.Connection.QuerySingleOrDefaultAsync<(
            Guid Id, Guid Owner, Guid School, string Cause, DateTime Asked)?>("""
            select id, owner_id, school_id, cause, asked_at from erasures
            where lesson_id = @lesson and finished_at is null
            """, new { lesson });
        if (begun is not var (id, owner, school, cause, asked)) return;
        var items = await change.Connection.QueryAsync<ErasedItem>("""
            select what, name, bytes, encode(sha256, 'hex') as sha256, erased_at
            from erased where erasure_id = @id order by what, name
            """, new { id });
        var (number, previous) = await change.Connection.QuerySingleAsync<(long, byte[]?)>("""
            select coalesce(max(number), 0), (array_agg(hash order by number desc nulls last))[1]
            from erasures
            """);
        var text = new Erasure
        {
            Id = id,
            Number = number + 1,
            LessonId = lesson,
            OwnerId = owner,
            SchoolId = school,
            Cause = cause,
            AskedAt = asked,
            FinishedAt = time.GetUtcNow().UtcDateTime,
            Previous = Convert.ToHexStringLower(previous ?? []),
            Items = items.ToList(),
        }.Text();
        await Keep(change, Erasure.Read(text), text);
        LogBook.Append(change, new LogEntry(LogAct.ErasureCertified)
        {
            SchoolId = school, LessonId = lesson, Detail = new { hash = HexOf(text) },
        });
    }

    /// <summary>A certificate that this database has, or that it had forgotten (<see cref="ErasureReplay"/>).
    /// </summary>
    internal static Task Keep(Change change, Erasure erasure, string text) =>
        change.Connection.ExecuteAsync("""
            insert into erasures (id, number, lesson_id, owner_id, school_id, cause, asked_at, finished_at,
                certificate, hash)
            values (@Id, @Number, @LessonId, @OwnerId, @SchoolId, @Cause, @AskedAt, @FinishedAt, @text, @hash)
            on conflict (lesson_id) do update set id = excluded.id, number = excluded.number,
                finished_at = excluded.finished_at, certificate = excluded.certificate, hash = excluded.hash;
            delete from erased where erasure_id = @Id
            """, new
        {
            erasure.Id, erasure.Number, erasure.LessonId, erasure.OwnerId, erasure.SchoolId, erasure.Cause,
            erasure.AskedAt, erasure.FinishedAt, text, hash = Erasure.HashOf(text),
        });

    /// <summary>What is not yet kept outside the database, too.</summary>
    internal async Task<IReadOnlyList<(long Number, string Text)>> Uncopied(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<(long, string)>(
            "select number, certificate from erasures where number is not null and blob is null")).ToList();
    }

    internal Task Copied(long number) => db.Change(change => change.Connection.ExecuteAsync(
        "update erasures set blob = @blob where number = @number",
        new { number, blob = BlobNames.Erasure(number) }));

    internal async Task<long> Last(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<long>("select coalesce(max(number), 0) from erasures");
    }

    /// <summary>The erasures of my lessons and of the schools that I look after, the last first.</summary>
    public async Task<IReadOnlyList<Erasure>> List(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>($"""
            select certificate from erasures e where number is not null and {MayKnow}
            order by number desc limit 200
            """, new { me })).Select(Erasure.Read).ToList();
    }

    /// <returns>Null when there is none, or none for this person.</returns>
    public async Task<ErasureCertificate?> Find(Guid me, Guid id, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var number = await connection.QuerySingleOrDefaultAsync<long?>(
            $"select number from erasures e where id = @id and {MayKnow}", new { me, id });
        if (number is null) return null;
        var chain = (await connection.QueryAsync<(long Number, string Text, byte[] Hash)>("""
            select number, certificate, hash from erasures where number <= @number order by number
            """, new { number })).ToList();
        var text = chain[^1].Text;
        return new ErasureCertificate
        {
            Erasure = Erasure.Read(text), Text = text, Sha256 = HexOf(text), Verifies = Verifies(chain),
        };
    }

    private const string MayKnow = """
        (e.owner_id = @me or exists (select from memberships m
            where m.school_id = e.school_id and m.person_id = @me and m.role = 'admin'))
        """;

    private static bool Verifies(IReadOnlyList<(long Number, string Text, byte[] Hash)> chain)
    {
        var previous = "";
        for (var i = 0; i < chain.Count; i++)
        {
            var (number, text, hash) = chain[i];
            var erasure = Erasure.Read(text);
            if (number != i + 1 || erasure.Number != number || erasure.Previous != previous
                || !Erasure.HashOf(text).AsSpan().SequenceEqual(hash)) return false;
            previous = HexOf(text);
        }

        return true;
    }

    private static string HexOf(string text) => Convert.ToHexStringLower(Erasure.HashOf(text));
}
