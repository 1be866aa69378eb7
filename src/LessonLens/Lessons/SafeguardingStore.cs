using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// Seeing a lesson for safeguarding: an administrator asks, a second person of the school who is neither the
/// asker nor the owner agrees, and it lasts 24 hours. All of it is logged.
/// </summary>
public sealed class SafeguardingStore(Db db, Mailer mailer)
{
    public const int LongestReason = 2000;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(24);
    private static readonly TimeSpan Told = TimeSpan.FromDays(7);

    // Who may decide: looks after the school or coordinates in it.
    private const string OfMySchools = """
        s.school_id in (select school_id from memberships
            where person_id = @me and role in ('admin', 'coordinator'))
        """;

    // It waits for somebody.
    private const string IsOpen = "s.decided_at is null and s.ended_at is null";

    // Neither the asker nor the owner.
    private const string IsForMe = $"""
        {OfMySchools} and s.asked_by <> @me and {IsOpen}
        and exists (select from lessons l where l.id = s.lesson_id and l.owner_id <> @me)
        """;

    public async Task<bool> MayDecide(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleAsync<bool>("""
            select exists (select from memberships
                where person_id = @me and role in ('admin', 'coordinator'))
            """, new { me });
    }

    /// <summary>
    /// The title of a lesson that this person may ask for, and whether there is anybody to agree; null where
    /// there is no such lesson.
    /// </summary>
    public async Task<(string Title, bool HasSecond)?> Askable(Guid me, Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<(string, bool)?>("""
            select l.title, exists (
                select from memberships m join people p on p.id = m.person_id and p.disabled_at is null
                where m.school_id = l.school_id and m.role in ('admin', 'coordinator')
                    and m.person_id not in (@me, l.owner_id))
            from lessons l
            where l.id = @lesson and l.owner_id <> @me and l.deleted_at is null and l.school_id in (
                select school_id from memberships where person_id = @me and role = 'admin')
            """, new { me, lesson });
    }

    /// <returns>
    /// False where there is no such lesson for this person. Asking again, while it waits, changes nothing.
    /// </returns>
    public Task<bool> Ask(Guid me, Guid lesson, string reason, string? withheldBecause) =>
        db.Change(async change =>
        {
            var id = Guid.CreateVersion7();
            var school = await change.Connection.QuerySingleOrDefaultAsync<Guid?>("""
                select l.school_id from lessons l
                where l.id = @lesson and l.owner_id <> @me and l.deleted_at is null and l.school_id in (
                    select school_id from memberships where person_id = @me and role = 'admin')
                """, new { me, lesson });
            if (school is null) return false;
            var isNew = await change.Connection.ExecuteAsync("""
                insert into safeguarding_views
                    (id, school_id, lesson_id, asked_by, reason, withheld_because)
                values (@id, @school, @lesson, @me, @reason, @withheldBecause)
                on conflict do nothing
                """, new { id, school, lesson, me, reason, withheldBecause }) == 1;
            if (isNew) Log(change, LogAct.SafeguardingAsked, new Decided(id, lesson, me, false), actor: me);
            return true;
        });

    /// <summary>The second person agrees: from now on the asker sees it, and the owner is told.</summary>
    /// <returns>False where there is none that this person may decide on.</returns>
    public Task<bool> Approve(Guid me, Guid id) => db.Change(async change =>
    {
        var done = await Decide(change, $"""
            update safeguarding_views s
            set decided_by = @me, decided_at = now(), until_at = now() + @Lasts
            where s.id = @id and {IsForMe}
            """, new { me, id, Lasts });
        if (done is null) return false;
        Log(change, LogAct.SafeguardingApproved, done, actor: me);
        if (!done.IsWithheld && mailer.IsOn)
            await JobQueue.Enqueue(change, Lane.Steady, MailSafeguarding.Name, id);
        change.Tell(GrantStore.Topic, done.LessonId.ToString());
        return true;
    });

    /// <returns>False where there is none that this person may decide on.</returns>
    public Task<bool> Refuse(Guid me, Guid id) => db.Change(async change =>
    {
        var done = await Decide(change, $"""
            update safeguarding_views s set decided_by = @me, decided_at = now()
            where s.id = @id and {IsForMe}
            """, new { me, id });
        if (done is not null) Log(change, LogAct.SafeguardingRefused, done, actor: me);
        return done is not null;
    });

    /// <summary>Whoever asked does so no longer, and may ask anew.</summary>
    /// <returns>False where nothing of theirs waits.</returns>
    public Task<bool> TakeBack(Guid me, Guid id) => db.Change(async change =>
    {
        var done = await Decide(change, $"""
            update safeguarding_views s set ended_at = now()
            where s.id = @id and s.asked_by = @me and {IsOpen} and {OfMySchools}
            """, new { me, id });
        if (done is not null) Log(change, LogAct.SafeguardingTakenBack, done, actor: me);
        return done is not null;
    });

    /// <summary>Before the 24 hours are over; any administrator or coordinator may.</summary>
    public Task<bool> End(Guid me, Guid id) => db.Change(async change =>
    {
        var done = await Decide(change, $"""
            update safeguarding_views s set ended_at = now()
            where s.id = @id and s.until_at > now() and s.ended_at is null and {OfMySchools}
            """, new { me, id });
        if (done is null) return false;
        Log(change, LogAct.SafeguardingEnded, done, actor: me);
        change.Tell(GrantStore.Topic, done.LessonId.ToString());
        return true;
    });

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SafeguardingView>> OfMine(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SafeguardingView>($"""
            select s.id, s.lesson_id, l.title, owner.name as owner, asker.name as asked_by, s.asked_at,
                s.reason, s.withheld_because, decider.name as decided_by, s.until_at as until, s.ended_at,
                {IsOpen} as is_open,
                coalesce(s.until_at > now(), false) and s.ended_at is null as lasts,
                {IsForMe} as is_for_me, s.asked_by = @me as is_mine
            from safeguarding_views s
            join people asker on asker.id = s.asked_by
            left join people decider on decider.id = s.decided_by
            left join lessons l on l.id = s.lesson_id
            left join people owner on owner.id = l.owner_id
            where {OfMySchools} and l.owner_id is distinct from @me
            order by s.asked_at desc limit 200
            """, new { me })).ToList();
    }

    /// <summary>Who sees, or in the last days saw, a lesson of this owner's in this way.</summary>
    public async Task<IReadOnlyList<SafeguardingNotice>> ForOwner(Guid owner, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SafeguardingNotice>($"""
            {Notice} where l.owner_id = @owner and l.deleted_at is null and s.withheld_because is null
                and s.until_at is not null and s.decided_at > now() - @Told
            order by s.decided_at desc
            """, new { owner, Told })).ToList();
    }

    internal static EndingGrants Ending { get; } = new("""
        update safeguarding_views set ended_at = until_at
        where id in (
            select id from safeguarding_views where until_at <= now() and ended_at is null
            limit 100 for update skip locked)
        returning lesson_id, asked_by, json_build_object('request', id)::text
        """, LogAct.SafeguardingEnded);

    internal const string Notice = """
        select s.lesson_id, l.title, asker.name as asked_by, decider.name as decided_by, s.until_at as until,
            s.until_at > now() and s.ended_at is null as lasts
        from safeguarding_views s
        join lessons l on l.id = s.lesson_id
        join people asker on asker.id = s.asked_by
        join people decider on decider.id = s.decided_by
        """;

    private static Task<Decided?> Decide(Change change, string update, object values) =>
        change.Connection.QuerySingleOrDefaultAsync<Decided>($"""
            {update}
            returning s.id, s.lesson_id, s.asked_by, s.withheld_because is not null as is_withheld
            """, values);

    private static void Log(Change change, LogAct act, Decided on, Guid actor) =>
        LogBook.Append(change, new LogEntry(act)
        {
            ActorId = actor, LessonId = on.LessonId, AboutId = on.AskedBy, Detail = new { request = on.Id },
        });

    private sealed record Decided(Guid Id, Guid LessonId, Guid AskedBy, bool IsWithheld);
}
