using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>
/// Work on recordings that failed or stumbles, for administrators; every read begins with the schools that
/// the person looks after.
/// </summary>
public sealed class SchoolJobStore(Db db)
{
    // Deleted lessons are out of everybody's sight, and a recording that was replaced is nobody's worry.
    private const string Mine = """
        from jobs j
        left join clips c on c.id = j.subject
        join recordings r on r.id = coalesce(c.recording_id, j.subject)
        join lessons l on l.id = r.lesson_id
        join people p on p.id = l.owner_id
        where l.school_id in (select school_id from memberships where person_id = @me and role = 'admin')
            and l.deleted_at is null and (c.id is not null or l.recording_id = r.id)
        """;

    public async Task<IReadOnlyList<SchoolJob>> Troubled(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SchoolJob>($"""
            select j.id, l.title, r.bytes, p.name as owner, j.kind, j.dead_at is not null as is_dead,
                j.attempts, coalesce(j.dead_at, j.run_at) as at, j.dead_reason as reason, j.log
            {Mine} and (j.dead_at is not null or j.attempts > 1)
            order by j.dead_at desc nulls last, j.id desc limit 200
            """, new { me })).ToList();
    }

    /// <summary>As its owner can: a recording that failed from the first look on.</summary>
    /// <returns>False when there is no such dead job in this person's schools.</returns>
    public Task<bool> TryAgain(Guid me, long id) => db.Change(async change =>
    {
        var (subject, isClip) = await change.Connection.QuerySingleOrDefaultAsync<(Guid, bool)>($"""
            select j.subject, c.id is not null {Mine} and j.id = @id and j.dead_at is not null for update of j
            """, new { me, id });
        if (subject == default) return false;
        if (isClip) await ClipStore.TryAgain(change, subject);
        var isBegunAnew = !isClip && await AttemptEndpoints.TryAgain(change, subject);
        return await JobQueue.Revive(change, id) || isBegunAnew;
    });
}
