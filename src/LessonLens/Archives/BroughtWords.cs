using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using LessonLens.Database;

namespace LessonLens.Archives;

/// <summary>
/// The notes, replies and room log of a file as rows, each kind in one statement. Their changes are numbered
/// from 1 in the order that they had.
/// </summary>
internal static class BroughtWords
{
    private static readonly JsonSerializerOptions Rows = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static async Task Write(
        Change change, Guid me, Guid lesson, LessonFile file, BroughtIds ids,
        IReadOnlyDictionary<Guid, Guid> people)
    {
        var seqs = file.Notes.Select(note => (note.Id, note.Seq))
            .Concat(file.Replies.Select(reply => (reply.Id, reply.Seq)))
            .OrderBy(one => one.Seq).Select((one, at) => (one.Id, Seq: at + 1L)).ToLookup(
                one => one.Id, one => one.Seq);
        // A note that others never saw can only be the importer's own draft.
        var notes = file.Notes.Select(note => new
        {
            Id = ids.Of(note.Id), note.AtMs, note.UntilMs, note.Kind, note.About, note.Text, note.Draft,
            note.Drawing, note.Edit, note.Answered, note.AnsweredEdit,
            AuthorId = note.AuthorId is { } author ? BroughtPeople.Of(people, author) : me,
            WasShared = note.WasShared || !note.Draft, Seq = seqs[note.Id].First(), note.Deleted,
            CreatedAt = note.CreatedAt.ToUniversalTime(), ChangedAt = note.ChangedAt.ToUniversalTime(),
        });
        await change.Connection.ExecuteAsync("""
            insert into annotations (id, lesson_id, author_id, at_ms, until_ms, kind, about, text, draft,
                was_shared, drawing, edit, answered, answered_edit, seq, first_seq, created_at, changed_at,
                deleted_at)
            select n.id, @lesson, n.author_id, n.at_ms, n.until_ms, n.kind, n.about, n.text, n.draft,
                n.was_shared, n.drawing, n.edit, n.answered, n.answered_edit, n.seq,
                case when n.was_shared then n.seq end, n.created_at, n.changed_at,
                case when n.deleted then n.changed_at end
            from jsonb_to_recordset(@rows::jsonb) as n (id uuid, author_id uuid, at_ms int, until_ms int,
                kind text, about text, text text, draft boolean, was_shared boolean, drawing jsonb, edit int,
                answered boolean, answered_edit int, seq bigint, created_at timestamptz,
                changed_at timestamptz, deleted boolean)
            """, new { lesson, rows = Json(notes) });
        var replies = file.Replies.Select(reply => new
        {
            Id = ids.Of(reply.Id), NoteId = ids.Of(reply.NoteId), reply.Text, reply.Edit,
            AuthorId = BroughtPeople.Of(people, reply.AuthorId), Seq = seqs[reply.Id].First(),
            CreatedAt = reply.CreatedAt.ToUniversalTime(), ChangedAt = reply.ChangedAt.ToUniversalTime(),
        }).ToList();
        var written = await change.Connection.ExecuteAsync("""
            insert into replies (id, annotation_id, lesson_id, author_id, text, edit, seq, first_seq,
                created_at, changed_at)
            select r.id, a.id, @lesson, r.author_id, r.text, r.edit, r.seq,
                case when a.was_shared then r.seq end, r.created_at, r.changed_at
            from jsonb_to_recordset(@rows::jsonb) as r (id uuid, note_id uuid, author_id uuid, text text,
                edit int, seq bigint, created_at timestamptz, changed_at timestamptz)
            join annotations a on a.id = r.note_id and a.lesson_id = @lesson
            """, new { lesson, rows = Json(replies) });
        if (written != replies.Count)
            throw new NotALesson("This file holds replies to notes that it has not.");
        await WriteRest(change, me, lesson, file, people);
    }

    private static async Task WriteRest(
        Change change, Guid me, Guid lesson, LessonFile file, IReadOnlyDictionary<Guid, Guid> people)
    {
        var last = file.Notes.Count + file.Replies.Count;
        await change.Connection.ExecuteAsync("""
            insert into conversations (lesson_id, seq) values (@lesson, @last);
            insert into seen (lesson_id, person_id, seq) values (@lesson, @me, @last);
            insert into room_events (lesson_id, person_id, what, at_ms, happened_at)
            select @lesson, e.person_id, e.what, e.at_ms, e.happened_at
            from rows from (jsonb_to_recordset(@events::jsonb)
                as (person_id uuid, what text, at_ms int, happened_at timestamptz)) with ordinality
                as e (person_id, what, at_ms, happened_at, place)
            order by e.place
            """, new
        {
            lesson, me, last,
            events = Json(file.RoomLog.Select(one => new
            {
                PersonId = BroughtPeople.Of(people, one.PersonId), one.What, one.AtMs,
                HappenedAt = one.HappenedAt.ToUniversalTime(),
            })),
        });
    }

    private static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, Rows);
}
