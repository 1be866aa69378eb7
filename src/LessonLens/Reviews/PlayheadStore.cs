using Dapper;
using LessonLens.Database;
using LessonLens.People;
using Microsoft.AspNetCore.SignalR;

namespace LessonLens.Reviews;

/// <summary>The shared playheads. Each change locks its room's row, so commands have one order.</summary>
public sealed class PlayheadStore(Db db, SharedClock clock)
{
    /// <summary>Nobody waits longer than this for somebody else's picture.</summary>
    internal static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    /// <exception cref="HubException">Somebody else drives alone.</exception>
    public Task<Playback> Drive(Guid lessonId, Guid me, DriveTo to) => db.Change(async change =>
    {
        var before = await Take(change, lessonId);
        await MustBeFree(change, before, me);
        var now = clock.NowMs;
        var after = before.Driven(to, now);
        await Save(change, after);
        if (Word(before, after, now) is { } what)
            await RoomLogStore.Add(change, lessonId, me, what, after.AnchorMediaMs);
        return after.ToPlayback();
    });

    /// <exception cref="HubException">Somebody else drives alone.</exception>
    public Task TakeWheel(Guid lessonId, Guid me) => db.Change(async change =>
    {
        var before = await Take(change, lessonId);
        if (before.DriverId == me) return;
        await MustBeFree(change, before, me);
        await SaveDriver(change, before.DrivenBy(me));
        await RoomLogStore.Add(change, lessonId, me, RoomLogStore.Took);
    });

    /// <param name="lessonId">Whose room it is.</param>
    /// <param name="me">Who has the wheel; from anybody else it changes nothing.</param>
    /// <param name="to">Who gets it; null gives it to everybody.</param>
    /// <exception cref="HubException">That person is not here.</exception>
    public Task GiveWheel(Guid lessonId, Guid me, Guid? to) => db.Change(async change =>
    {
        var before = await Take(change, lessonId);
        if (before.DriverId != me) return;
        if (to is { } person && !await IsHere(change, lessonId, person))
            throw new HubException("That person is not here any more.");
        await SaveDriver(change, before.DrivenBy(to));
        await RoomLogStore.Add(change, lessonId, me, RoomLogStore.Gave);
    });

    /// <summary>Asks whoever drives alone; nobody hears of it when everybody may drive.</summary>
    public Task AskForWheel(Guid lessonId, Person me) => db.Change(async change =>
    {
        if ((await Take(change, lessonId)).DriverId is { } driver && driver != me.Id)
            change.Tell(RoomNotice.Topic,
                new RoomNotice(lessonId) { Asked = new AskedForWheel(driver, me.Id, me.Name) }.ToString());
    });

    /// <returns>Null when nobody has ever moved it.</returns>
    internal Task<Playback?> Now(Guid lessonId, CancellationToken stop) => db.Change(async change =>
        await Take(change, lessonId) is { Rev: > 0 } playhead ? playhead.ToPlayback() : null, stop);

    /// <summary>Plays on where the waiting has lasted long enough.</summary>
    internal async Task LetGoOfTheLongest(CancellationToken stop)
    {
        foreach (var lessonId in await HeldTooLong(stop))
            await db.Change(async change =>
            {
                if (await Take(change, lessonId) is { Held: true } before) await LetGo(change, before);
            }, stop);
    }

    private async Task<IEnumerable<Guid>> HeldTooLong(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryAsync<Guid>(
            "select lesson_id from playheads where held_since < now() - @LongestHold", new { LongestHold });
    }

    /// <summary>The playhead as it is; nobody else changes it before the end of this change.</summary>
    internal static async Task<Playhead> Take(Change change, Guid lessonId)
    {
        // It may be lost with the machine; what others have heard of by then, their pages still know.
        await change.Connection.ExecuteAsync("""
            set local synchronous_commit = off;
            insert into playheads (lesson_id) values (@lessonId) on conflict do nothing
            """, new { lessonId });
        return await change.Connection.QuerySingleAsync<Playhead>("""
            select h.lesson_id, h.rev, h.playing, h.anchor_media_ms, h.anchor_server_ms, h.rate, h.driver_id,
                h.held_since is not null as held, r.duration_ms,
                (select max(round_trip_ms) from people_here p
                    where p.lesson_id = h.lesson_id and p.following) as round_trip_ms
            from playheads h join lessons l on l.id = h.lesson_id
            left join recordings r on r.id = l.recording_id
            where h.lesson_id = @lessonId
            for update of h
            """, new { lessonId });
    }

    private static async Task Save(Change change, Playhead playhead)
    {
        await change.Connection.ExecuteAsync("""
            update playheads set rev = @Rev, playing = @Playing, anchor_media_ms = @AnchorMediaMs,
                anchor_server_ms = @AnchorServerMs, rate = @Rate, driver_id = @DriverId,
                held_since = case when @Held then coalesce(held_since, now()) end
            where lesson_id = @LessonId
            """, playhead);
        var notice = new RoomNotice(playhead.LessonId) { Playback = playhead.ToPlayback() };
        change.Tell(RoomNotice.Topic, notice.ToString());
    }

    /// <summary>Who drives is told with the people, too.</summary>
    internal static Task SaveDriver(Change change, Playhead playhead)
    {
        change.Tell(RoomNotice.Topic, new RoomNotice(playhead.LessonId) { People = true }.ToString());
        return Save(change, playhead);
    }

    internal Task Hold(Change change, Playhead before, double mediaMs) =>
        Save(change, before.HeldAt(mediaMs, clock.NowMs));

    internal Task LetGo(Change change, Playhead before) => Save(change, before.LetGo(clock.NowMs));

    internal Task Stop(Change change, Playhead before) =>
        Save(change, before.StoppedAt(clock.NowMs).DrivenBy(null));

    private static async Task MustBeFree(Change change, Playhead playhead, Guid me)
    {
        if (playhead.DriverId is not { } driver || driver == me) return;
        if (!await IsHere(change, playhead.LessonId, driver)) return;
        var name = await change.Connection.QuerySingleAsync<string>(
            "select name from people where id = @driver", new { driver });
        throw new HubException($"{name} is driving. You can ask for the wheel, or browse on your own.");
    }

    private static Task<bool> IsHere(Change change, Guid lessonId, Guid personId) =>
        change.Connection.QuerySingleAsync<bool>("""
            select exists (select from people_here where lesson_id = @lessonId and person_id = @personId)
            """, new { lessonId, personId });

    private static string? Word(Playhead before, Playhead after, double nowMs) =>
        (before.Playing, after.Playing) switch
        {
            (false, true) => RoomLogStore.Played,
            (true, false) => RoomLogStore.Paused,
            _ => Math.Abs(before.PositionAt(nowMs) - after.AnchorMediaMs) > 500 ? RoomLogStore.Moved : null,
        };
}
