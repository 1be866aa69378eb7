using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>What somebody did in the room while others were there.</summary>
public sealed record RoomEvent
{
    public Person Person { get; init; } = null!;

    /// <summary>
    /// joined, left, played, paused, moved (went elsewhere), took or gave (the wheel), apart (browses on
    /// their own) or rejoined.
    /// </summary>
    public required string What { get; init; }

    /// <summary>Where on the playback timeline, in milliseconds.</summary>
    public int? AtMs { get; init; }

    public required DateTime HappenedAt { get; init; }
}

/// <summary>What happened while people looked at a lesson together.</summary>
public sealed class RoomLogStore(Db db)
{
    internal const string Joined = "joined";
    internal const string Left = "left";
    internal const string Played = "played";
    internal const string Paused = "paused";
    internal const string Moved = "moved";
    internal const string Took = "took";
    internal const string Gave = "gave";
    internal const string Apart = "apart";
    internal const string Rejoined = "rejoined";

    /// <summary>In the order in which it happened.</summary>
    public async Task<IReadOnlyList<RoomEvent>> Of(Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Person, RoomEvent, RoomEvent>("""
            select p.id, p.name, e.what, e.at_ms, e.happened_at
            from room_events e join people p on p.id = e.person_id
            where e.lesson_id = @lessonId order by e.id
            """, (person, one) => one with { Person = person }, new { lessonId }, splitOn: "what")).ToList();
    }

    /// <summary>Only where others are here: nobody's watching alone is kept.</summary>
    internal static Task Add(Change change, Guid lessonId, Guid personId, string what, int? atMs = null) =>
        change.Connection.ExecuteAsync("""
            with last as (
                select id, person_id, what, happened_at from room_events where lesson_id = @lessonId
                order by id desc limit 1
            ), drawn_on as (
                -- Whoever drags the playhead has moved once.
                update room_events e set at_ms = @atMs from last
                where e.id = last.id and last.person_id = @personId and last.what = @what and @what = 'moved'
                    and last.happened_at > now() - interval '2 s'
                returning e.id
            )
            insert into room_events (lesson_id, person_id, what, at_ms)
            select @lessonId, @personId, @what, @atMs
            where not exists (select from drawn_on) and exists (
                select from people_here where lesson_id = @lessonId and person_id <> @personId)
            """, new { lessonId, personId, what, atMs });

    /// <summary>
    /// Somebody came: from now on they are here together, also whoever was here alone. Coming back within a
    /// minute, as after a reload, is not having left.
    /// </summary>
    internal static Task AddArrival(Change change, Guid lessonId, Guid personId) =>
        change.Connection.ExecuteAsync("""
            with here as (
                select distinct person_id from people_here where lesson_id = @lessonId
            ), last as (
                select h.person_id, e.id, e.what, e.happened_at
                from here h left join lateral (
                    select id, what, happened_at from room_events
                    where lesson_id = @lessonId and person_id = h.person_id and what in ('joined', 'left')
                    order by id desc limit 1) e on true
            ), back as (
                delete from room_events e using last
                where e.id = last.id and last.what = 'left' and last.happened_at > now() - interval '1 minute'
                returning e.person_id
            )
            insert into room_events (lesson_id, person_id, what)
            select @lessonId, last.person_id, 'joined' from last
            where (select count(*) from here) > 1 and coalesce(last.what, 'left') = 'left'
                and last.person_id not in (select person_id from back)
            order by last.person_id = @personId
            """, new { lessonId, personId });

    /// <summary>Only of those of whom it is said that they came.</summary>
    internal static Task AddDeparture(Change change, Guid lessonId, Guid personId) =>
        change.Connection.ExecuteAsync("""
            insert into room_events (lesson_id, person_id, what)
            select @lessonId, @personId, 'left' from (
                select what from room_events
                where lesson_id = @lessonId and person_id = @personId and what in ('joined', 'left')
                order by id desc limit 1) last
            where last.what = 'joined'
            """, new { lessonId, personId });
}
