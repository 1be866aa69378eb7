using Dapper;
using LessonLens.Database;

namespace LessonLens.Reviews;

/// <summary>
/// The changes of a lesson's notes and replies, one sequence of numbers for all of them. Each takes the next
/// number inside the transaction that stores it, and is told after the commit.
/// </summary>
public sealed class ConversationStore(Db db)
{
    /// <summary>
    /// Everything that this reader may see and that changed after <paramref name="after"/>, in order.
    /// </summary>
    public async Task<Conversation> After(
        Guid reader, Guid lessonId, long after, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        // Numbers are committed in order, so all up to this one is there; what changes between the reads has
        // a higher one and comes next time. The notes last, so that each reply's note is there.
        var (seq, seen, focus) = await connection.QuerySingleAsync<(long, long, int)>("""
            select coalesce((select seq from conversations where lesson_id = @lessonId), 0),
                coalesce((select seq from seen where lesson_id = @lessonId and person_id = @reader), 0),
                coalesce((select max(version) from focuses where lesson_id = @lessonId), 0)
            """, new { lessonId, reader });
        var order = await LookingOrderStore.Read(connection, reader, lessonId);
        var replies = await connection.QueryAsync<ReplyRow>(ReplyRow.Select + """
             where r.lesson_id = @lessonId and r.seq > @after and r.seq <= @seq
                and (a.was_shared or a.author_id = @reader)
            """, new { lessonId, after, seq, reader });
        var notes = await connection.QueryAsync<AnnotationRow>(AnnotationRow.Select + """
             where a.lesson_id = @lessonId and a.seq > @after and a.seq <= @seq
                and (a.was_shared or a.author_id = @reader)
            """, new { lessonId, after, seq, reader });
        var changes = notes.Select(row => row.SeenBy(reader))
            .Concat(replies.Select(row => row.SeenBy(reader)))
            .OrderBy(change => change.Seq);
        return new Conversation(seq, seen, focus, order, changes.ToList());
    }

    public async Task<long> Seq(Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<long>(
            "select seq from conversations where lesson_id = @lessonId", new { lessonId });
    }

    /// <summary>Locks the conversation, so that its numbers are committed in their order.</summary>
    internal static Task<long> NextSeq(Change change, Guid lessonId) =>
        change.Connection.QuerySingleAsync<long>("""
            insert into conversations (lesson_id, seq) values (@lessonId, 0)
            on conflict (lesson_id) do update set seq = conversations.seq
            returning seq + 1
            """, new { lessonId });

    /// <summary>The numbers up to this one are used.</summary>
    internal static Task Count(Change change, Guid lessonId, long seq) => change.Connection.ExecuteAsync(
        "update conversations set seq = @seq where lesson_id = @lessonId", new { lessonId, seq });
}
