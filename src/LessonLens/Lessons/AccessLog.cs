using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>What the school's log says of one lesson, for its owner.</summary>
public sealed class AccessLog(Db db)
{
    private const int AtOnce = 50;

    /// <param name="owner">The owner; for everybody else there is none.</param>
    /// <param name="lesson">Which lesson.</param>
    /// <param name="before">Only what lies before this number.</param>
    /// <param name="others">Without the owner's own visits.</param>
    /// <param name="stop">The asker has gone.</param>
    public async Task<AccessPage> Read(
        Guid owner, Guid lesson, long? before, bool others, CancellationToken stop)
    {
        var entries = await Read(owner, lesson, before, others, AtOnce + 1, stop);
        return entries.Count <= AtOnce
            ? new AccessPage { Entries = entries }
            : new AccessPage { Entries = [.. entries.Take(AtOnce)], Before = entries[AtOnce - 1].Number };
    }

    public Task<IReadOnlyList<Access>> ReadAll(Guid owner, Guid lesson, CancellationToken stop) =>
        Read(owner, lesson, before: null, others: false, int.MaxValue, stop);

    private async Task<IReadOnlyList<Access>> Read(
        Guid owner, Guid lesson, long? before, bool others, int most, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var rows = await connection.QueryAsync<Row>("""
            select e.sequence, e.at, e.act, e.actor_id, e.about_id,
                case when v.id is not null then greatest(v.last_at, e.at) end as until,
                coalesce(actor.name, 'Somebody who has left') as actor,
                coalesce(about.name, party.name, 'Somebody who has left') as about,
                (e.detail ->> 'clip')::uuid as clip_id
            from lessons l
            join log_entries e on e.lesson_id = l.id and e.school_id = l.school_id
            left join visits v on v.id = (e.detail ->> 'visit')::uuid
            left join people actor on actor.id = e.actor_id
            left join people about on about.id = e.about_id
            left join groups party on party.id = e.about_id
            where l.id = @lesson and l.owner_id = @owner and (@before is null or e.sequence < @before)
                and not (@others and e.actor_id = @owner and v.id is not null)
                and not is_withheld(e)
            order by e.sequence desc limit @most
            """, new { owner, lesson, before, others, most });
        return rows.Select(row => row.ToAccess(owner)).ToList();
    }

    private sealed record Row
    {
        public required long Sequence { get; init; }
        public required DateTime At { get; init; }
        public required string Act { get; init; }
        public DateTime? Until { get; init; }
        public Guid? ActorId { get; init; }
        public required string Actor { get; init; }
        public Guid? AboutId { get; init; }
        public required string About { get; init; }
        public Guid? ClipId { get; init; }

        public Access ToAccess(Guid owner) => new()
        {
            Number = Sequence,
            At = At,
            Until = Until,
            Act = Act,
            Says = LogWords.Sentence(new LogTelling
            {
                Act = Act,
                Who = ActorId == owner ? "You" : ActorId is null ? null : Actor,
                Whom = AboutId == owner ? "you" : About,
                It = ClipId is null ? "it" : "a clip",
            }),
            Who = ActorId is { } actor ? new Person { Id = actor, Name = Actor } : null,
            About = AboutId is { } about ? new Person { Id = about, Name = About } : null,
            ClipId = ClipId,
        };
    }
}
