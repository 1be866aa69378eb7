using Dapper;
using LessonLens.Database;
using LessonLens.Lessons;

namespace LessonLens.Reviews;

/// <summary>The answers to notes.</summary>
public sealed class ReplyStore(Db db)
{
    /// <summary>
    /// Idempotent, as with a note. A reply to a note that is deleted, or was taken back, is kept as it would
    /// be had it come earlier: every order of arrival ends the same, and nobody's words are lost.
    /// </summary>
    public Task<(Written, Reply?)> Write(
        Guid author, Guid lessonId, Guid annotationId, Guid id, WriteReply reply,
        CancellationToken stop = default) =>
        db.Change<(Written, Reply?)>(async change =>
        {
            var seq = await ConversationStore.NextSeq(change, lessonId);
            var isShared = await IsShared(change, author, lessonId, annotationId);
            if (isShared is null) return (Written.NotTheirs, null);
            var before = await Row(change, id);
            if (before is not null)
            {
                if (before.AnnotationId != annotationId || before.AuthorId != author)
                    return (Written.NotTheirs, null);
                if (before.DeletedAt is not null) return (Written.Gone, null);
                if (reply.Edit <= before.Edit) return (Written.AsBefore, before.ToReply());
                if (before.Text != reply.Text.Trim()
                    && await Deletion.HeldBecause(change, lessonId) is not null) return (Written.Held, null);
            }
            else if (await Stones.EndOf(change, author, lessonId, id) is { } end) return (end, null);

            await change.Connection.ExecuteAsync("""
                insert into replies (id, annotation_id, lesson_id, author_id, text, edit, seq, first_seq)
                values (@id, @annotationId, @lessonId, @author, @text, @Edit, @seq,
                    case when @isShared then @seq end)
                on conflict (id) do update set text = excluded.text, edit = excluded.edit, seq = excluded.seq,
                    changed_at = now()
                """, new
            {
                id,
                annotationId,
                lessonId,
                author,
                text = reply.Text.Trim(),
                reply.Edit,
                seq,
                isShared,
            });
            await ConversationStore.Count(change, lessonId, seq);
            return (before is null ? Written.New : Written.Changed, await Tell(change, id));
        }, stop);

    /// <summary>Again is fine, and so is one that has not come yet, even before its note.</summary>
    /// <returns>False when there is none of this author's, and none can come.</returns>
    public Task<bool> Delete(Guid author, bool mayWrite, Guid lessonId, Guid annotationId, Guid id) =>
        db.Change(async change =>
        {
            var seq = await ConversationStore.NextSeq(change, lessonId);
            var before = await Row(change, id);
            if (before is null) return mayWrite && await Stones.Lay(change, author, lessonId, id);
            if (before.LessonId != lessonId || before.AnnotationId != annotationId
                || before.AuthorId != author) return false;
            if (before.DeletedAt is not null) return true;
            await change.Connection.ExecuteAsync(
                "update replies set deleted_at = now(), text = '', seq = @seq where id = @id",
                new { id, seq });
            await ConversationStore.Count(change, lessonId, seq);
            await Tell(change, id);
            return true;
        });

    /// <summary>
    /// A note was shared, or taken back, and its replies with it: whoever asks for what came after must be
    /// told of them too.
    /// </summary>
    /// <returns>The last number that was used.</returns>
    internal static async Task<long> Renumber(Change change, Guid annotationId, long after)
    {
        var count = await change.Connection.ExecuteAsync("""
            update replies set seq = @after + place,
                first_seq = coalesce(replies.first_seq, case when not a.hidden then @after + place end)
            from (select id, row_number() over (order by seq) as place
                from replies where annotation_id = @annotationId) as places, annotations a
            where replies.id = places.id and a.id = replies.annotation_id
            """, new { annotationId, after });
        return after + count;
    }

    /// <returns>Whether others see, or saw, the note; null when this author never could.</returns>
    private static Task<bool?> IsShared(Change change, Guid author, Guid lessonId, Guid annotationId) =>
        change.Connection.QuerySingleOrDefaultAsync<bool?>("""
            select was_shared from annotations
            where id = @annotationId and lesson_id = @lessonId and (was_shared or author_id = @author)
            """, new { annotationId, lessonId, author });

    private static Task<ReplyRow?> Row(Change change, Guid id) =>
        change.Connection.QuerySingleOrDefaultAsync<ReplyRow>(
            ReplyRow.Select + " where r.id = @id", new { id });

    private static async Task<Reply> Tell(Change change, Guid id)
    {
        var row = (await Row(change, id))!;
        var notice = new ConversationNotice(row.LessonId, row.Seq, ConversationNotice.OfReply, row.Id,
            row.FirstSeq is null ? row.NoteAuthorId : null);
        change.Tell(ConversationNotice.Topic, notice.ToString());
        return row.ToReply();
    }
}
