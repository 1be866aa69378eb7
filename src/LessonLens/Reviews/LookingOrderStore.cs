using Dapper;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.Reviews;

/// <summary>
/// The order in which lessons are looked at. A change of it takes a number of the conversation, so that
/// whoever asks for what came after learns of it.
/// </summary>
public sealed class LookingOrderStore(Db db)
{
    /// <summary>The owner writes first, or no longer does; again is fine.</summary>
    public Task WriteFirst(Guid lessonId, bool on) => db.Change(async change =>
    {
        var seq = await ConversationStore.NextSeq(change, lessonId);
        var changed = await change.Connection.ExecuteAsync("""
            update lessons set own_notes_first = @on where id = @lessonId and own_notes_first <> @on
            """, new { lessonId, on });
        if (changed == 0) return;
        if (!on) seq = await AnnotationStore.LetGo(change, lessonId, after: seq);
        await Tell(change, lessonId, seq);
    });

    /// <summary>Again is fine.</summary>
    /// <returns>False when it is not for them: only the owner begins with the steps, and ends them.</returns>
    public Task<bool> GoTo(bool isOwner, Guid lessonId, int step) => db.Change(async change =>
    {
        var seq = await ConversationStore.NextSeq(change, lessonId);
        var before = await Rule(change, lessonId);
        if (!isOwner && (step == 0) != (before.Step == 0)) return false;
        if (step == before.Step) return true;
        await change.Connection.ExecuteAsync(
            "update lessons set step = @step where id = @lessonId", new { lessonId, step });
        await Tell(change, lessonId, seq);
        return true;
    });

    /// <summary>As this reader may know it.</summary>
    internal static async Task<LookingOrder> Read(NpgsqlConnection connection, Guid reader, Guid lessonId)
    {
        var (first, step, isOwner) = await connection.QuerySingleOrDefaultAsync<(bool, int, bool)>(
            "select own_notes_first, step, owner_id = @reader from lessons where id = @lessonId",
            new { reader, lessonId });
        var held = !first || !isOwner ? [] : await connection.QueryAsync<HeldBack>("""
            select p.name, count(*)::int as notes
            from annotations a join people p on p.id = a.author_id
            where a.lesson_id = @lessonId and a.held and a.deleted_at is null
            group by p.id, p.name order by p.name
            """, new { lessonId });
        return new LookingOrder { OwnNotesFirst = first, Step = step, HeldBack = held.ToList() };
    }

    /// <summary>What a note that is written now must heed; the conversation is locked.</summary>
    internal static Task<(Guid OwnerId, bool OwnNotesFirst, int Step)> Rule(Change change, Guid lessonId) =>
        change.Connection.QuerySingleAsync<(Guid, bool, int)>(
            "select owner_id, own_notes_first, step from lessons where id = @lessonId", new { lessonId });

    private static async Task Tell(Change change, Guid lessonId, long seq)
    {
        await ConversationStore.Count(change, lessonId, seq);
        var notice = new ConversationNotice(
            lessonId, seq, ConversationNotice.OfOrder, lessonId, OnlyFor: null);
        change.Tell(ConversationNotice.Topic, notice.ToString());
    }
}
