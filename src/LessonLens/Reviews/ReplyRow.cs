using LessonLens.People;

namespace LessonLens.Reviews;

internal sealed record ReplyRow
{
    public const string Select = """
        select r.id, r.annotation_id, r.lesson_id, r.seq, r.first_seq, r.author_id, p.name as author_name,
            r.text, r.edit, r.created_at, r.changed_at, r.deleted_at,
            a.author_id as note_author_id, a.hidden as note_hidden
        from replies r join annotations a on a.id = r.annotation_id join people p on p.id = r.author_id
        """;

    public required Guid Id { get; init; }
    public required Guid AnnotationId { get; init; }
    public required Guid LessonId { get; init; }
    public required long Seq { get; init; }
    public long? FirstSeq { get; init; }
    public required Guid AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required string Text { get; init; }
    public required int Edit { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
    public DateTime? DeletedAt { get; init; }
    public required Guid NoteAuthorId { get; init; }
    public required bool NoteHidden { get; init; }

    /// <summary>With a note that is taken back into a draft its replies are gone for others, too.</summary>
    public ConversationChange SeenBy(Guid reader) =>
        DeletedAt is not null || (NoteHidden && NoteAuthorId != reader)
            ? new ConversationChange { Seq = Seq, DeletedReply = Id }
            : new ConversationChange { Seq = Seq, Reply = ToReply() };

    public Reply ToReply() => new()
    {
        Id = Id,
        AnnotationId = AnnotationId,
        Seq = Seq,
        FirstSeq = FirstSeq,
        Author = new Person { Id = AuthorId, Name = AuthorName },
        Text = Text,
        Edit = Edit,
        CreatedAt = CreatedAt,
        ChangedAt = ChangedAt,
    };
}
