using Dapper;
using LessonLens.Database;

namespace LessonLens.Reviews;

/// <summary>Who is in the rooms of all web processes, and how they are.</summary>
public sealed class PresenceStore(Db db, PlayheadStore playheads)
{
    /// <summary>This process, among those that hold connections.</summary>
    private static readonly Guid Process = Guid.NewGuid();

    /// <returns>The playhead as whoever comes finds it; null when nobody has ever moved it.</returns>
    public Task<Playback?> Enter(Rooms.Place place) => db.Change(async change =>
    {
        var playhead = await PlayheadStore.Take(change, place.LessonId);
        await SweepRoom(change, place.LessonId);
        // A room that lost its people without a word, as when its machine died, plays to nobody.
        if (playhead.Playing && !await AnybodyHere(change, place.LessonId))
            await playheads.Stop(change, playhead);
        await Write(change, [place]);
        await RoomLogStore.AddArrival(change, place.LessonId, place.Person.Id);
        change.Tell(RoomNotice.Topic, new RoomNotice(place.LessonId) { People = true }.ToString());
        playhead = await PlayheadStore.Take(change, place.LessonId);
        return playhead.Rev == 0 ? null : playhead.ToPlayback();
    });

    public Task Leave(Rooms.Place place) => db.Change(async change =>
    {
        await PlayheadStore.Take(change, place.LessonId);
        await change.Connection.ExecuteAsync(
            "delete from presences where connection_id = @ConnectionId", new { place.ConnectionId });
        await HasLeft(change, place.LessonId, place.Person.Id);
    });

    /// <summary>Lets the shared playhead move the picture, or browses on one's own.</summary>
    public Task Follow(Rooms.Place place, bool following) => db.Change(async change =>
    {
        place.Following = following;
        var playhead = await PlayheadStore.Take(change, place.LessonId);
        var changed = await change.Connection.ExecuteAsync("""
            update presences set following = @following, loading_since = null
            where connection_id = @ConnectionId and following <> @following
            """, new { place.ConnectionId, following });
        if (changed == 0) return;
        await RoomLogStore.Add(change, place.LessonId, place.Person.Id,
            following ? RoomLogStore.Rejoined : RoomLogStore.Apart);
        await GoOnIfNobodyLoads(change, playhead);
        change.Tell(RoomNotice.Topic, new RoomNotice(place.LessonId) { People = true }.ToString());
    });

    /// <summary>The others wait for whoever loads; for whoever is alone nobody does.</summary>
    public Task Loading(Rooms.Place place, LoadingAt at) => db.Change(async change =>
    {
        var playhead = await PlayheadStore.Take(change, place.LessonId);
        var changed = await change.Connection.ExecuteAsync("""
            update presences set loading_since = case when @Loading then now() end
            where connection_id = @ConnectionId and following and (loading_since is null) = @Loading
            """, new { place.ConnectionId, at.Loading });
        if (changed == 0) return;
        if (at is { Loading: true } && playhead is { Playing: true, Held: false })
        {
            if (await OthersFollow(change, place)) await playheads.Hold(change, playhead, at.MediaMs);
        }
        else await GoOnIfNobodyLoads(change, playhead);
        change.Tell(RoomNotice.Topic, new RoomNotice(place.LessonId) { People = true }.ToString());
    });

    public async Task Measured(Rooms.Place place, int roundTripMs)
    {
        await using var connection = await db.Open();
        await connection.ExecuteAsync(
            "update presences set round_trip_ms = @roundTripMs where connection_id = @ConnectionId",
            new { place.ConnectionId, roundTripMs });
    }

    /// <summary>Each person once, however many windows they have open.</summary>
    /// <returns>Who is here, and whether some of their connections end in other processes.</returns>
    internal async Task<(IReadOnlyList<Present> People, bool Elsewhere)> Here(
        Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = (await connection.QueryAsync<PresentRow>("""
            select p.person_id, n.name, coalesce(bool_or(h.driver_id = p.person_id), false) as driving,
                bool_or(p.following) as following, bool_or(p.loading_since is not null) as loading,
                bool_or(p.process_id <> @Process) as elsewhere
            from people_here p join people n on n.id = p.person_id
            left join playheads h on h.lesson_id = p.lesson_id
            where p.lesson_id = @lessonId
            group by p.person_id, n.name
            order by n.name, p.person_id
            """, new { lessonId, Process })).ToList();
        var people = rows.ConvertAll(row => new Present(
            row.PersonId, row.Name, row.Driving, row.Following, row.Loading));
        return (people, rows.Exists(row => row.Elsewhere));
    }

    /// <summary>Said again and again by each process, for all who are connected to it.</summary>
    /// <returns>Whether all of them are known here; after a crash of the database they are not.</returns>
    internal async Task<bool> StillHere(int connections, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return connections <= await connection.QuerySingleAsync<int>("""
            insert into web_processes (process_id) values (@Process)
            on conflict (process_id) do update set seen_at = now();
            select count(*)::int from presences where process_id = @Process
            """, new { Process });
    }

    internal Task EnterAgain(IReadOnlyList<Rooms.Place> places, CancellationToken stop) =>
        db.Change(change => Write(change, places), stop);

    /// <summary>Those of whom their process has said nothing for a while have left.</summary>
    internal async Task Sweep(CancellationToken stop)
    {
        foreach (var lessonId in await RoomsWithGone(stop))
            await db.Change(async change =>
            {
                await PlayheadStore.Take(change, lessonId);
                await SweepRoom(change, lessonId);
            }, stop);
    }

    private async Task<IEnumerable<Guid>> RoomsWithGone(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QueryAsync<Guid>("""
            delete from web_processes where seen_at < now() - interval '1 day';
            select distinct lesson_id from presences
            where connection_id not in (select connection_id from people_here)
            """);
    }

    private async Task SweepRoom(Change change, Guid lessonId)
    {
        var gone = (await change.Connection.QueryAsync<Guid>("""
            delete from presences where lesson_id = @lessonId
                and connection_id not in (select connection_id from people_here)
            returning person_id
            """, new { lessonId })).ToList();
        foreach (var person in gone.Distinct()) await HasLeft(change, lessonId, person);
    }

    private async Task HasLeft(Change change, Guid lessonId, Guid personId)
    {
        change.Tell(RoomNotice.Topic, new RoomNotice(lessonId) { People = true }.ToString());
        var isStillHere = await change.Connection.QuerySingleAsync<bool>(
            "select exists (select from presences where lesson_id = @lessonId and person_id = @personId)",
            new { lessonId, personId });
        if (isStillHere) return;
        await RoomLogStore.AddDeparture(change, lessonId, personId);
        var playhead = await PlayheadStore.Take(change, lessonId);
        if (!await AnybodyHere(change, lessonId))
        {
            if (playhead.Playing || playhead.DriverId is not null) await playheads.Stop(change, playhead);
            return;
        }

        if (playhead.DriverId == personId)
        {
            playhead = playhead.DrivenBy(null);
            await PlayheadStore.SaveDriver(change, playhead);
        }

        await GoOnIfNobodyLoads(change, playhead);
    }

    private async Task GoOnIfNobodyLoads(Change change, Playhead playhead)
    {
        if (!playhead.Held) return;
        var somebodyLoads = await change.Connection.QuerySingleAsync<bool>("""
            select exists (select from people_here where lesson_id = @LessonId and following
                and loading_since > now() - @LongestHold)
            """, new { playhead.LessonId, PlayheadStore.LongestHold });
        if (!somebodyLoads) await playheads.LetGo(change, playhead);
    }

    private static Task<bool> OthersFollow(Change change, Rooms.Place place) =>
        change.Connection.QuerySingleAsync<bool>("""
            select exists (select from people_here where lesson_id = @LessonId and person_id <> @me
                and following)
            """, new { place.LessonId, me = place.Person.Id });

    private static Task<bool> AnybodyHere(Change change, Guid lessonId) =>
        change.Connection.QuerySingleAsync<bool>(
            "select exists (select from presences where lesson_id = @lessonId)", new { lessonId });

    private static Task Write(Change change, IReadOnlyList<Rooms.Place> places) =>
        change.Connection.ExecuteAsync("""
            insert into web_processes (process_id) values (@Process) on conflict do nothing;
            insert into presences (connection_id, lesson_id, person_id, process_id, following)
            select place.connection_id, place.lesson_id, place.person_id, @Process, place.following
            from unnest(@connections, @lessons, @people, @following)
                as place (connection_id, lesson_id, person_id, following)
            join lessons l on l.id = place.lesson_id
            on conflict do nothing
            """, new
        {
            Process,
            connections = places.Select(place => place.ConnectionId).ToArray(),
            lessons = places.Select(place => place.LessonId).ToArray(),
            people = places.Select(place => place.Person.Id).ToArray(),
            following = places.Select(place => place.Following).ToArray(),
        });

    private sealed record PresentRow
    {
        public required Guid PersonId { get; init; }
        public required string Name { get; init; }
        public required bool Driving { get; init; }
        public required bool Following { get; init; }
        public required bool Loading { get; init; }
        public required bool Elsewhere { get; init; }
    }
}
