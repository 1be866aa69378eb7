using Dapper;
using LessonLens.Database;

namespace LessonLens.Reviews;

/// <summary>What others have written on one lesson and this person has not seen.</summary>
public sealed record ConversationNews
{
    public required Guid LessonId { get; init; }
    public required string Title { get; init; }
    public required int Notes { get; init; }
    public required int Replies { get; init; }

    /// <summary>Who wrote them, whoever wrote last first.</summary>
    public required string[] Names { get; init; }

    public required DateTime LastAt { get; init; }
}

/// <summary>What each person has seen of the conversations, and so what is new to them.</summary>
public sealed class ConversationNewsStore(Db db)
{
    /// <summary>One row a lesson that has news, the latest first.</summary>
    public async Task<IReadOnlyList<ConversationNews>> News(Guid me, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<ConversationNews>("""
            with news as (
                select a.lesson_id, a.author_id, a.created_at, a.first_seq, true as is_note
                from visible_lessons(@me) v join annotations a on a.lesson_id = v.lesson_id
                where a.author_id <> @me and not a.hidden and a.deleted_at is null
                union all
                select r.lesson_id, r.author_id, r.created_at, r.first_seq, false
                from visible_lessons(@me) v join replies r on r.lesson_id = v.lesson_id
                join annotations a on a.id = r.annotation_id
                where r.author_id <> @me and r.deleted_at is null and (not a.hidden or a.author_id = @me)
            ), by_author as (
                select n.lesson_id, n.author_id, count(*) filter (where n.is_note) as notes,
                    count(*) filter (where not n.is_note) as replies, max(n.created_at) as last_at
                from news n
                left join seen s on s.lesson_id = n.lesson_id and s.person_id = @me
                where n.first_seq > coalesce(s.seq, 0)
                group by n.lesson_id, n.author_id
            )
            select b.lesson_id, l.title, sum(b.notes)::int as notes, sum(b.replies)::int as replies,
                array_agg(p.name order by b.last_at desc) as names, max(b.last_at) as last_at
            from by_author b join lessons l on l.id = b.lesson_id join people p on p.id = b.author_id
            group by b.lesson_id, l.title
            order by max(b.last_at) desc
            """, new { me })).ToList();
    }

    /// <summary>Only ever raised, and never above what there is.</summary>
    public Task See(Guid me, Guid lessonId, long seq) => db.Change(change =>
        change.Connection.ExecuteAsync("""
            insert into seen (lesson_id, person_id, seq)
            select lesson_id, @me, least(seq, @seq) from conversations where lesson_id = @lessonId
            on conflict (lesson_id, person_id) do update set seq = greatest(seen.seq, excluded.seq)
            """, new { me, lessonId, seq }));
}
