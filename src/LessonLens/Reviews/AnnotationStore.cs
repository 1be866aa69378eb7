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
}

/// <summary>
/// The notes of a lesson. Each change takes the conversation's next number inside the transaction that stores
/// it, and is told under <see cref="Topic"/> after the commit.
/// </summary>
public sealed class AnnotationStore(Db db)
{
    internal const string Topic = "conversation";

    /// <summary>
    /// Everything that this reader may see and that changed after <paramref name="after"/>, in order.
    /// </summary>
    public async Task<Conversation> After(
        Guid reader, Guid lessonId, long after, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        // The number first, so that it never runs ahead of what is told with it.
        var seq = await Seq(connection, lessonId);
        var rows = await connection.QueryAsync<AnnotationRow>(AnnotationRow.Select + """
             where a.lesson_id = @lessonId and a.seq > @after and (a.was_shared or a.author_id = @reader)
            order by a.seq
            """, new { lessonId, after, reader });
        var changes = rows.Select(row => row.SeenBy(reader)).ToList();
        // Numbers are committed in order: with the last of these came all before it.
        return new Conversation(Math.Max(seq, changes.LastOrDefault()?.Seq ?? 0), changes);
    }

    /// <summary>Idempotent: an edit that is not higher than the stored one changes nothing.</summary>
    public Task<(Written, Annotation?)> Write(
        Guid author, Guid lessonId, Guid id, WriteAnnotation note, CancellationToken stop = default) =>
        db.Change<(Written, Annotation?)>(async change =>
        {
            var seq = await NextSeq(change, lessonId);
            var before = await Row(change, id);
            if (before is not null)
            {
                if (before.LessonId != lessonId || before.AuthorId != author)
                    return (Written.NotTheirs, null);
                if (before.DeletedAt is not null) return (Written.Gone, null);
                if (note.Edit <= before.Edit) return (Written.AsBefore, before.ToAnnotation());
            }

            await Save(change, author, lessonId, id, note, seq);
            await Count(change, lessonId, seq);
            var after = (await Row(change, id))!;
            Tell(change, after);
            return (before is null ? Written.New : Written.Changed, after.ToAnnotation());
        }, stop);

    /// <returns>False when there is none of this author's; true again for one that is deleted
    /// already.</returns>
    public Task<bool> Delete(Guid author, Guid lessonId, Guid id) => db.Change(async change =>
    {
        var seq = await NextSeq(change, lessonId);
        var before = await Row(change, id);
        if (before is null || before.LessonId != lessonId || before.AuthorId != author) return false;
        if (before.DeletedAt is not null) return true;
        await change.Connection.ExecuteAsync(
            "update annotations set deleted_at = now(), text = '', drawing = null, seq = @seq where id = @id",
            new { id, seq });
        await Count(change, lessonId, seq);
        Tell(change, before with { Seq = seq });
        return true;
    });

    private static Task Save(
        Change change, Guid author, Guid lessonId, Guid id, WriteAnnotation note, long seq) =>
        change.Connection.ExecuteAsync("""
            insert into annotations (id, lesson_id, author_id, at_ms, until_ms, kind, about, text, draft,
                was_shared, drawing, edit, seq)
            values (@id, @lessonId, @author, @AtMs, @UntilMs, @kind, @about, @text, @Draft,
                not @Draft, @drawing::jsonb, @Edit, @seq)
            on conflict (id) do update set at_ms = excluded.at_ms, until_ms = excluded.until_ms,
                kind = excluded.kind, about = excluded.about, text = excluded.text, draft = excluded.draft,
                was_shared = annotations.was_shared or excluded.was_shared, drawing = excluded.drawing,
                edit = excluded.edit, seq = excluded.seq, changed_at = now()
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
            drawing = note.Drawing?.GetRawText(),
            note.Edit,
            seq,
        });

    /// <summary>Locks the conversation, so that its numbers are committed in their order.</summary>
    private static Task<long> NextSeq(Change change, Guid lessonId) =>
        change.Connection.QuerySingleAsync<long>("""
            insert into conversations (lesson_id, seq) values (@lessonId, 0)
            on conflict (lesson_id) do update set seq = conversations.seq
            returning seq + 1
            """, new { lessonId });

    private static Task Count(Change change, Guid lessonId, long seq) => change.Connection.ExecuteAsync(
        "update conversations set seq = @seq where lesson_id = @lessonId", new { lessonId, seq });

    private static Task<AnnotationRow?> Row(Change change, Guid id) =>
        change.Connection.QuerySingleOrDefaultAsync<AnnotationRow>(
            AnnotationRow.Select + " where a.id = @id", new { id });

    private static Task<long> Seq(Npgsql.NpgsqlConnection connection, Guid lessonId) =>
        connection.QuerySingleOrDefaultAsync<long>(
            "select seq from conversations where lesson_id = @lessonId", new { lessonId });

    private static void Tell(Change change, AnnotationRow row) => change.Tell(Topic,
        new ConversationNews(row.LessonId, row.Seq, row.Id, row.WasShared ? null : row.AuthorId).ToString());
}
