using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Media;

/// <summary>Clips; every read by a person begins with <c>visible_clips(person)</c>.</summary>
public sealed class ClipStore(Db db)
{
    private const string Columns = "c.id, c.lesson_id, c.from_ms, c.to_ms, c.title, c.state, c.created_at";
    private const string Stored =
        "c.id, c.lesson_id, c.recording_id, c.from_ms, c.to_ms, c.state, c.blob, c.poster";

    /// <summary>Who leaves a school sees none of its clips.</summary>
    internal static readonly Farewell Farewell = new("""
        delete from clip_grants g using clips c, lessons l
        where c.id = g.clip_id and l.id = c.lesson_id and l.school_id = @school and g.person_id = @person
        """);

    internal static readonly GoesAlong GoesAlong = new("""
        delete from clip_grants g using clips c
        where c.id = g.clip_id and c.lesson_id = @lessonId and g.person_id = @Id
        """);

    public async Task<IReadOnlyList<Clip>> Of(Guid me, Guid lesson, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Clip>($"""
            select {Columns} from visible_clips(@me) v join clips c on c.id = v.clip_id
            where c.lesson_id = @lesson order by c.from_ms, c.id
            """, new { me, lesson })).ToList();
    }

    /// <summary>Null when this person may not see it.</summary>
    internal async Task<StoredClip?> Seen(Guid me, Guid clip, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<StoredClip>($"""
            select {Stored} from visible_clips(@me) v join clips c on c.id = v.clip_id where c.id = @clip
            """, new { me, clip });
    }

    internal async Task<StoredClip?> Find(Guid clip, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<StoredClip>(
            $"select {Stored} from clips c where c.id = @clip", new { clip });
    }

    /// <summary>The same again changes nothing; another span makes it anew.</summary>
    /// <returns>
    /// Null when the id is that of another lesson's clip; else whether it is held as it was, and the blobs
    /// that it had where the span changed.
    /// </returns>
    internal Task<(StoredClip Before, bool IsHeld)?> Cut(
        Guid lesson, Guid clip, CutClip cut, CancellationToken stop = default) =>
        db.Change<(StoredClip, bool)?>(async change =>
        {
            var parameters = new { lesson, clip, cut.FromMs, cut.ToMs, title = cut.Title.Trim() };
            var isNew = await change.Connection.ExecuteAsync("""
                insert into clips (id, lesson_id, recording_id, from_ms, to_ms, title)
                select @clip, @lesson, recording_id, @FromMs, @ToMs, @title from lessons where id = @lesson
                on conflict (id) do nothing
                """, parameters) == 1;
            var before = await change.Connection.QuerySingleOrDefaultAsync<StoredClip>(
                $"select {Stored} from clips c where c.id = @clip and c.lesson_id = @lesson for update",
                parameters);
            if (before is null) return null;
            if (!isNew && await IsHeldFrom(change, parameters)) return (before, true);

            var isOther = (before.FromMs, before.ToMs) != (cut.FromMs, cut.ToMs) || before.State == "failed";
            await change.Connection.ExecuteAsync("""
                update clips set title = @title, from_ms = @FromMs, to_ms = @ToMs where id = @clip
                """, parameters);
            if (isOther) await change.Connection.ExecuteAsync(
                "update clips set state = 'making', blob = null, poster = null where id = @clip", parameters);
            if (isNew || isOther)
                await JobQueue.Enqueue(change, Lane.Steady, ClipJob.Name, clip, priority: 5);
            return (isOther ? before : before with { Blob = null, Poster = null }, false);
        }, stop);

    private static Task<bool> IsHeldFrom(Change change, object parameters) =>
        change.Connection.QuerySingleAsync<bool>("""
            select exists (select from clips c join holds h on h.lesson_id = c.lesson_id
                where c.id = @clip
                    and (c.from_ms, c.to_ms, c.title) is distinct from (@FromMs, @ToMs, @title))
            """, parameters);

    /// <returns>False when somebody has changed its span or deleted it since.</returns>
    internal static async Task<bool> Publish(Change change, StoredClip clip, string blob, string poster) =>
        await change.Connection.ExecuteAsync("""
            update clips set state = 'ready', blob = @blob, poster = @poster
            where id = @Id and from_ms = @FromMs and to_ms = @ToMs and state <> 'ready'
            """, new { clip.Id, clip.FromMs, clip.ToMs, blob, poster }) == 1;

    public static Task Fail(Change change, Guid clip) => change.Connection.ExecuteAsync(
        "update clips set state = 'failed' where id = @clip and state = 'making'", new { clip });

    /// <summary>The job that makes it is the caller's to wake.</summary>
    internal static Task TryAgain(Change change, Guid clip) => change.Connection.ExecuteAsync(
        "update clips set state = 'making' where id = @clip and state = 'failed'", new { clip });

    /// <returns>What it was, so that its bytes can go too; null when there is none.</returns>
    internal Task<StoredClip?> Delete(Guid lesson, Guid clip, CancellationToken stop = default) =>
        db.Change(change => change.Connection.QuerySingleOrDefaultAsync<StoredClip>($"""
            delete from clips c where c.id = @clip and c.lesson_id = @lesson returning {Stored}
            """, new { lesson, clip }), stop);

    /// <returns>False when the lesson has no such clip.</returns>
    public Task<bool> Grant(
        Guid owner, Guid lesson, Guid clip, Guid person, string reason, DateTime until,
        CancellationToken stop) => db.Change(async change =>
        {
            var isGiven = await change.Connection.ExecuteAsync("""
                insert into clip_grants (clip_id, person_id, reason, until_at, granted_by)
                select id, @person, @reason, @until, @owner from clips
                where id = @clip and lesson_id = @lesson
                on conflict (clip_id, person_id) do update set reason = excluded.reason,
                    until_at = excluded.until_at, granted_by = excluded.granted_by, granted_at = now()
                """, new { owner, lesson, clip, person, reason, until }) == 1;
            if (isGiven) LogBook.Append(change, new LogEntry(LogAct.GrantGiven)
            {
                ActorId = owner, LessonId = lesson, AboutId = person,
                Detail = new { clip, may = "view", until = new DateTimeOffset(until).ToUnixTimeSeconds() },
            });
            return isGiven;
        }, stop);

    public Task Withdraw(Guid lesson, Guid clip, Guid person, CancellationToken stop) =>
        db.Change(async change =>
        {
            var owner = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
                delete from clip_grants g using clips c
                where c.id = g.clip_id and c.id = @clip and c.lesson_id = @lesson and g.person_id = @person
                returning g.granted_by
                """, new { lesson, clip, person });
            if (owner is not null) LogBook.Append(change, new LogEntry(LogAct.GrantWithdrawn)
            {
                ActorId = owner, LessonId = lesson, AboutId = person, Detail = new { clip },
            });
        }, stop);

    internal static EndingGrants Ending { get; } = new("""
        update clip_grants g set logged_until = g.until_at from clips c
        where c.id = g.clip_id and (g.clip_id, g.person_id) in (
            select clip_id, person_id from clip_grants
            where until_at <= now() and logged_until is distinct from until_at
            limit 100 for update skip locked)
        returning c.lesson_id, g.person_id, json_build_object('clip', g.clip_id)::text
        """, LogAct.GrantEnded);
}
