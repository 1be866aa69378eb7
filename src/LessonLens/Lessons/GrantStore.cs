using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// Who else may see a lesson. Each change is told under <see cref="Topic"/> with the lesson's id.
/// </summary>
public sealed class GrantStore(Db db, IEnumerable<GoesAlong> others)
{
    public const string Topic = "access";

    public async Task<IReadOnlyList<Grant>> List(Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Grant>("""
            select g.person_id, null::uuid as group_id, p.name, array[p.name] as members,
                g.may, g.reason, g.until_at as until, g.granted_at,
                is_kept_in(g.lesson_id, g.person_id) as is_kept_in_school
            from grants g join people p on p.id = g.person_id
            where g.lesson_id = @lessonId and g.until_at > now()
            union all
            select null, g.group_id, s.name, array(
                    select p.name from group_members m join people p on p.id = m.person_id
                    where m.group_id = g.group_id and p.id <> l.owner_id and p.disabled_at is null
                    order by p.name),
                g.may, g.reason, g.until_at, g.granted_at, false
            from group_grants g join groups s on s.id = g.group_id join lessons l on l.id = g.lesson_id
            where g.lesson_id = @lessonId and g.until_at > now()
            order by name
            """, new { lessonId })).ToList();
    }

    /// <summary>Why I see what is not mine: of several ways the one that lasts longest.</summary>
    public async Task<IReadOnlyDictionary<Guid, GivenToMe>> ToMe(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<GivenToMe>("""
            select distinct on (g.lesson_id) g.lesson_id, p.name as by, g.reason, g.until_at as until,
                s.name as "group"
            from given_lessons(@me) g
            join people p on p.id = g.granted_by
            left join groups s on s.id = g.group_id
            order by g.lesson_id, g.until_at desc, g.group_id nulls first
            """, new { me })).ToDictionary(given => given.LessonId);
    }

    /// <summary>The people and groups who else see each of a person's own lessons.</summary>
    public async Task<ILookup<Guid, string>> NamesByLesson(Guid owner, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = await connection.QueryAsync<(Guid Lesson, string Name)>("""
            select g.lesson_id, p.name
            from lessons l
            join grants g on g.lesson_id = l.id and g.until_at > now()
            join people p on p.id = g.person_id
            where l.owner_id = @owner and not is_kept_in(l.id, p.id)
            union all
            select g.lesson_id, s.name
            from lessons l
            join group_grants g on g.lesson_id = l.id and g.until_at > now()
            join groups s on s.id = g.group_id
            where l.owner_id = @owner
            order by name
            """, new { owner });
        return rows.ToLookup(row => row.Lesson, row => row.Name);
    }

    /// <returns>True when it is new, false when it took the place of an earlier one.</returns>
    public Task<bool> Give(Guid owner, Guid lessonId, GrantedTo to, GiveGrant grant, DateTime untilAt) =>
        db.Change(async change =>
        {
            var isNew = await change.Connection.QuerySingleAsync<bool>($"""
                insert into {to.Table} (lesson_id, {to.Column}, may, reason, until_at, granted_by)
                values (@lessonId, @Id, @may, @reason, @untilAt, @owner)
                on conflict (lesson_id, {to.Column}) do update set
                    may = excluded.may, reason = excluded.reason, until_at = excluded.until_at,
                    granted_by = excluded.granted_by, granted_at = now()
                returning xmax = 0
                """, new
            {
                lessonId,
                to.Id,
                may = grant.May == MayBeGranted.View ? "view" : "annotate",
                reason = grant.Reason.Trim(),
                untilAt,
                owner,
            });
            LogBook.Append(change, new LogEntry(LogAct.GrantGiven)
            {
                ActorId = owner, LessonId = lessonId, AboutId = to.Id,
                Detail = new
                {
                    may = grant.May == MayBeGranted.View ? "view" : "annotate",
                    until = new DateTimeOffset(untilAt).ToUnixTimeSeconds(),
                },
            });
            change.Tell(Topic, lessonId.ToString());
            return isNew;
        });

    public Task Withdraw(Guid lessonId, GrantedTo from) => db.Change(async change =>
    {
        var owner = await change.Connection.QuerySingleOrDefaultAsync<Guid?>($"""
            delete from {from.Table} where lesson_id = @lessonId and {from.Column} = @Id
            returning granted_by
            """, new { lessonId, from.Id });
        foreach (var other in others)
            await change.Connection.ExecuteAsync(other.Sql, new { lessonId, from.Id });
        if (owner is not null) LogBook.Append(change, new LogEntry(LogAct.GrantWithdrawn)
        {
            ActorId = owner, LessonId = lessonId, AboutId = from.Id,
        });
        change.Tell(Topic, lessonId.ToString());
    });
}

/// <summary>
/// What a person sees no more when a lesson is withdrawn from them. Whoever adds a way of seeing a part of a
/// lesson names a statement that ends it, with @lessonId and @Id, of the person, in it.
/// </summary>
public sealed record GoesAlong(string Sql);
