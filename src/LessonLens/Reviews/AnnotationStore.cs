using Dapper;
using LessonLens.Database;

namespace LessonLens.Reviews;

/// <summary>How a write ended.</summary>
public enum Written
{
    New,
    Changed,

    /// <summary>The same again, or an edit that came late.</summary>
    AsBefore,

    /// <summary>It was deleted, and stays so.</summary>
    Gone,

    /// <summary>Somebody else's, or of another lesson.</summary>
    NotTheirs,

    /// <summary>They see it, but this is not for them to do.</summary>
    NotAllowed,

    /// <summary>The step at which the lesson is looked at does not take that kind yet.</summary>
    NotYet,

    /// <summary>Other words would take the place of those that the school holds.</summary>
    Held,
}

/// <summary>The notes of a lesson.</summary>
public sealed class AnnotationStore(Db db)
{
    /// <summary>Idempotent: an edit that is not higher than the stored one changes nothing.</summary>
    public Task<(Written, Annotation?)> Write(
        Guid author, Guid lessonId, Guid id, WriteAnnotation note, CancellationToken stop = default) =>
        db.Change<(Written, Annotation?)>(async change =>
        {
            var seq = await ConversationStore.NextSeq(change, lessonId);
            var before = await Row(change, id);
            if (before is not null)
            {
                if (before.LessonId != lessonId || before.AuthorId != author)
                    return (Written.NotTheirs, null);
                if (before.DeletedAt is not null) return (Written.Gone, null);
                if (note.Edit <= before.Edit) return (Written.AsBefore, before.ToAnnotation());
            }
            else if (await Stones.EndOf(change, author, lessonId, id) is { } end) return (end, null);

            var (owner, ownNotesFirst, step) = await LookingOrderStore.Rule(change, lessonId);
            if (!LookingOrder.Takes(step, note.Kind) && before?.ToAnnotation().Kind != note.Kind)
                return (Written.NotYet, null);
            if (before is not null && await IsHeldFrom(change, id, note)) return (Written.Held, null);
            // What others see already is not taken from them.
            var held = ownNotesFirst && author != owner && !note.Draft && before is not { Hidden: false };
            await Save(change, author, lessonId, id, note, held, seq);
            var last = before is not null && before.Hidden != (note.Draft || held)
                ? await ReplyStore.Renumber(change, id, seq)
                : seq;
            await ConversationStore.Count(change, lessonId, last);
            return (before is null ? Written.New : Written.Changed, await Tell(change, id));
        }, stop);

    /// <summary>Again is fine, and so is one that has not come yet.</summary>
    /// <returns>False when there is none of this author's, and none can come.</returns>
    public Task<bool> Delete(Guid author, bool mayWrite, Guid lessonId, Guid id) => db.Change(async change =>
    {
        var seq = await ConversationStore.NextSeq(change, lessonId);
        var before = await Row(change, id);
        if (before is null) return mayWrite && await Stones.Lay(change, author, lessonId, id);
        if (before.LessonId != lessonId || before.AuthorId != author) return false;
        if (before.DeletedAt is not null) return true;
        await change.Connection.ExecuteAsync(
            "update annotations set deleted_at = now(), text = '', drawing = null, seq = @seq where id = @id",
            new { id, seq });
        await ConversationStore.Count(change, lessonId, seq);
        await Tell(change, id);
        return true;
    });

    /// <summary>
    /// The author and the owner of the lesson may; the higher edit counts, and of two equal ones "answered".
    /// </summary>
    public Task<(Written, Annotation?)> Mark(
        Guid me, bool isOwner, Guid lessonId, Guid id, MarkAnswered mark, CancellationToken stop = default) =>
        db.Change<(Written, Annotation?)>(async change =>
        {
            var seq = await ConversationStore.NextSeq(change, lessonId);
            var before = await Row(change, id);
            var mine = before?.AuthorId == me;
            if (before is null || before.LessonId != lessonId || (before.Hidden && !mine))
                return (Written.NotTheirs, null);
            if (before.DeletedAt is not null) return (Written.Gone, null);
            if (!mine && !isOwner) return (Written.NotAllowed, null);
            var counts = await change.Connection.ExecuteAsync("""
                update annotations set answered = @Answered, answered_edit = @Edit, seq = @seq
                where id = @id and (answered_edit, answered) < (@Edit, @Answered)
                """, new { id, seq, mark.Answered, mark.Edit }) == 1;
            if (!counts) return (Written.AsBefore, before.ToAnnotation());
            await ConversationStore.Count(change, lessonId, seq);
            return (Written.Changed, await Tell(change, id));
        }, stop);

    /// <summary>The owner has written: what was held back is seen, as if it were written now.</summary>
    /// <returns>The last number that was used.</returns>
    internal static async Task<long> LetGo(Change change, Guid lessonId, long after)
    {
        // What was deleted meanwhile stays as unseen as it was.
        var held = await change.Connection.QueryAsync<Guid>("""
            select id from annotations where lesson_id = @lessonId and held and deleted_at is null
            order by seq
            """, new { lessonId });
        foreach (var id in held.ToList())
        {
            after++;
            await change.Connection.ExecuteAsync("""
                update annotations set held = false, was_shared = true, seq = @after,
                    first_seq = coalesce(first_seq, @after)
                where id = @id
                """, new { id, after });
            after = await ReplyStore.Renumber(change, id, after);
        }

        return after;
    }

    /// <summary>To share it, or to take it back, destroys nothing.</summary>
    private static Task<bool> IsHeldFrom(Change change, Guid id, WriteAnnotation note) =>
        change.Connection.QuerySingleAsync<bool>("""
            select exists (select from annotations a join holds h on h.lesson_id = a.lesson_id
                where a.id = @id and (a.at_ms, a.until_ms, a.kind, a.about, a.text, a.drawing)
                    is distinct from (@AtMs, @UntilMs::int, @kind, @about::text, @text, @drawing::jsonb))
            """, new
        {
            id, note.AtMs, note.UntilMs, kind = note.Kind.ToString().ToLowerInvariant(),
            about = note.About?.ToString().ToLowerInvariant(), text = note.Text.Trim(),
            drawing = note.Drawing?.GetRawText(),
        });

    private static Task Save(
        Change change, Guid author, Guid lessonId, Guid id, WriteAnnotation note, bool held, long seq) =>
        change.Connection.ExecuteAsync("""
            insert into annotations (id, lesson_id, author_id, at_ms, until_ms, kind, about, text, draft,
                held, was_shared, drawing, edit, seq, first_seq)
            values (@id, @lessonId, @author, @AtMs, @UntilMs, @kind, @about, @text, @Draft,
                @held, @isSeen, @drawing::jsonb, @Edit, @seq, case when @isSeen then @seq end)
            on conflict (id) do update set at_ms = excluded.at_ms, until_ms = excluded.until_ms,
                kind = excluded.kind, about = excluded.about, text = excluded.text, draft = excluded.draft,
                held = excluded.held, was_shared = annotations.was_shared or excluded.was_shared,
                drawing = excluded.drawing, edit = excluded.edit, seq = excluded.seq, changed_at = now(),
                first_seq = coalesce(annotations.first_seq, excluded.first_seq)
            """, new
        {
            id,
            lessonId,
            author,
            note.AtMs,
            note.UntilMs,
            kind = note.Kind.ToString().ToLowerInvariant(),
            about = note.About?.ToString().ToLowerInvariant(),
            text = note.Text.Trim(),
            note.Draft,
            held,
            isSeen = !note.Draft && !held,
            drawing = note.Drawing?.GetRawText(),
            note.Edit,
            seq,
        });

    private static Task<AnnotationRow?> Row(Change change, Guid id) =>
        change.Connection.QuerySingleOrDefaultAsync<AnnotationRow>(
            AnnotationRow.Select + " where a.id = @id", new { id });

    private static async Task<Annotation> Tell(Change change, Guid id)
    {
        var row = (await Row(change, id))!;
        var notice = new ConversationNotice(row.LessonId, row.Seq, ConversationNotice.OfNote, row.Id,
            row.WasShared ? null : row.AuthorId);
        change.Tell(ConversationNotice.Topic, notice.ToString());
        return row.ToAnnotation();
    }
}
