using Dapper;
using LessonLens.Database;

namespace LessonLens.Lessons;

/// <summary>
/// Who else may see a lesson. Each change is told under <see cref="Topic"/> with the lesson's id.
/// </summary>
public sealed class GrantStore(Db db)
{
    public const string Topic = "access";

    public async Task<IReadOnlyList<Grant>> List(Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Grant>("""
            select g.person_id, p.name, g.may, g.reason, g.until_at as until, g.granted_at
            from grants g join people p on p.id = g.person_id
            where g.lesson_id = @lessonId and g.until_at > now()
            order by p.name
            """, new { lessonId })).ToList();
    }

    /// <summary>Who else sees each of a person's own lessons.</summary>
    public async Task<ILookup<Guid, string>> NamesByLesson(Guid owner, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = await connection.QueryAsync<(Guid Lesson, string Name)>("""
            select g.lesson_id, p.name
            from lessons l
            join grants g on g.lesson_id = l.id and g.until_at > now()
            join people p on p.id = g.person_id
            where l.owner_id = @owner
            order by p.name
            """, new { owner });
        return rows.ToLookup(row => row.Lesson, row => row.Name);
    }

    /// <returns>True when it is new, false when it took the place of an earlier one.</returns>
    public Task<bool> Give(Guid owner, Guid lessonId, Guid personId, GiveGrant grant, DateTime untilAt) =>
        db.Change(async change =>
        {
            var isNew = await change.Connection.QuerySingleAsync<bool>("""
                insert into grants (lesson_id, person_id, may, reason, until_at, granted_by)
                values (@lessonId, @personId, @may, @reason, @untilAt, @owner)
                on conflict (lesson_id, person_id) do update set may = excluded.may, reason = excluded.reason,
                    until_at = excluded.until_at, granted_by = excluded.granted_by, granted_at = now()
                returning xmax = 0
                """, new
            {
                lessonId,
                personId,
                may = grant.May == MayBeGranted.View ? "view" : "annotate",
                reason = grant.Reason.Trim(),
                untilAt,
                owner,
            });
            change.Tell(Topic, lessonId.ToString());
            return isNew;
        });

    public Task Withdraw(Guid lessonId, Guid personId) => db.Change(async change =>
    {
        await change.Connection.ExecuteAsync(
            "delete from grants where lesson_id = @lessonId and person_id = @personId",
            new { lessonId, personId });
        change.Tell(Topic, lessonId.ToString());
    });
}
