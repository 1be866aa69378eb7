using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// A school's log for whoever looks after the school: never without a trace, for that it was read, and what
/// was looked for, stands in it too.
/// </summary>
public sealed class LogReading(Db db)
{
    private const int AtOnce = 50;
    private const int AtOnceForTables = 1000;

    // Looking through the same again is the same reading.
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(5);

    /// <summary>Finds whom and what the words mean, in this school.</summary>
    public async Task<LogSelection> Select(
        Guid me, Guid school, LogNarrowing narrowing, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var parameters = new { school, who = narrowing.Who?.Trim(), lesson = narrowing.Lesson?.Trim() };
        return new LogSelection
        {
            Me = me,
            School = school,
            Narrowing = narrowing,
            // Whoever is of no school of theirs, and in no entry, is nobody: who is elsewhere is not told.
            People = LogNarrowing.IsGiven(narrowing.Who) ? [.. await connection.QueryAsync<Guid>("""
                select p.id from people p
                where strpos(plain_letters(concat_ws(' ', p.name, p.email)), plain_letters(@who)) > 0 and (
                    exists (select from memberships m where m.person_id = p.id and m.school_id = @school)
                    or exists (select from log_entries e where e.school_id = @school and e.actor_id = p.id)
                    or exists (select from log_entries e where e.school_id = @school and e.about_id = p.id))
                """, parameters)] : null,
            Lessons = narrowing.LessonId is { } id ? [id]
                : LogNarrowing.IsGiven(narrowing.Lesson) ? [.. await connection.QueryAsync<Guid>("""
                    select id from lessons
                    where school_id = @school and strpos(plain_letters(title), plain_letters(@lesson)) > 0
                    """, parameters)] : null,
        };
    }

    /// <param name="selection">Of a school that they look after.</param>
    /// <param name="before">Older than this number.</param>
    /// <param name="after">Newer than this number, and next to it.</param>
    /// <param name="stop">The asker has gone.</param>
    public async Task<LogPart> Read(
        LogSelection selection, long? before, long? after, CancellationToken stop)
    {
        if (after is not null)
        {
            var newer = await Lines(selection, null, after, AtOnce + 1, stop);
            // Where the newest are among them, the page is as full as the first one is.
            if (newer.Count > AtOnce)
                return new LogPart([.. newer.Take(AtOnce).Reverse()]) { HasOlder = true, HasNewer = true };
        }

        var lines = await Lines(selection, before, null, AtOnce + 1, stop);
        return new LogPart([.. lines.Take(AtOnce)])
        {
            HasOlder = lines.Count > AtOnce, HasNewer = before is not null,
        };
    }

    /// <summary>In parts, so that no connection waits for whoever reads slowly.</summary>
    public async IAsyncEnumerable<LogLine> ReadAll(
        LogSelection selection, [EnumeratorCancellation] CancellationToken stop)
    {
        for (long? before = null; ;)
        {
            var lines = await Lines(selection, before, null, AtOnceForTables, stop);
            foreach (var line in lines) yield return line;
            if (lines.Count < AtOnceForTables) yield break;
            before = lines[^1].Number;
        }
    }

    /// <summary>That it was read; the same within five minutes is one entry.</summary>
    public Task Note(LogSelection selection, bool asTable = false) => db.Change(async change =>
    {
        var (me, school, about) = (selection.Me, selection.School, selection.OnlyPerson);
        var detail = selection.Told(asTable);
        await change.Connection.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended(concat('log.read', @school, @me), 0))",
            new { school, me });
        var isNoted = await change.Connection.QuerySingleAsync<bool>("""
            select exists (select from log_entries
                where school_id = @school and act = 'log.read' and actor_id = @me
                    and at > clock_timestamp() - @Same
                    and about_id is not distinct from @about::uuid and detail = @detail::jsonb)
            """, new { school, me, Same, about, detail = JsonSerializer.Serialize(detail) });
        if (!isNoted) LogBook.Append(change, new LogEntry(LogAct.LogRead)
        {
            SchoolId = school, ActorId = me, AboutId = about, Detail = detail,
        });
    });

    private async Task<IReadOnlyList<LogLine>> Lines(
        LogSelection selection, long? before, long? after, int most, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<LogLine>($"""
            select e.sequence as number, e.at, e.act, e.actor_id, actor.name as actor, e.about_id,
                coalesce(about.name, party.name) as about,
                coalesce(e.lesson_id, (e.detail ->> 'lesson')::uuid) as lesson_id, l.title,
                team.name as group, e.detail::text as detail,
                case when v.id is not null then greatest(v.last_at, e.at) end as until,
                case when e.act = 'safeguarding.asked' and l.owner_id is distinct from @Me
                    then s.reason end as reason
            from memberships mine
            join log_entries e on e.school_id = mine.school_id
            left join people actor on actor.id = e.actor_id
            left join people about on about.id = e.about_id
            left join groups party on party.id = e.about_id
            left join groups team on team.id = (e.detail ->> 'group')::uuid
            left join lessons l on l.id = coalesce(e.lesson_id, (e.detail ->> 'lesson')::uuid)
                and l.school_id = e.school_id
            left join visits v on v.id = (e.detail ->> 'visit')::uuid
            left join safeguarding_views s on s.id = (e.detail ->> 'request')::uuid
            where mine.person_id = @Me and mine.school_id = @School and mine.role = 'admin'
                and (@People::uuid[] is null or e.actor_id = any (@People) or e.about_id = any (@People))
                and (@Lessons::uuid[] is null or e.lesson_id = any (@Lessons))
                and (@Acts::text[] is null or e.act = any (@Acts))
                and (@Begin::timestamptz is null or e.at >= @Begin)
                and (@End::timestamptz is null or e.at < @End)
                and (@before::bigint is null or e.sequence < @before)
                and (@after::bigint is null or e.sequence > @after)
                -- Who looks after a school may also be the teacher who is not told.
                and (l.owner_id is distinct from @Me or not is_withheld(e))
            order by e.sequence {(after is null ? "desc" : "asc")} limit @most
            """, new
        {
            selection.Me, selection.School, selection.People, selection.Lessons, selection.Acts,
            selection.Narrowing.Begin, selection.Narrowing.End, before, after, most,
        })).ToList();
    }
}
