using System.Text.Json;
using LessonLens.People;

namespace LessonLens.Reviews;

internal sealed record AnnotationRow
{
    public const string Select = """
        select a.id, a.lesson_id, a.seq, a.first_seq, a.author_id, p.name as author_name, a.at_ms,
            a.until_ms, a.kind, a.about, a.text, a.draft, a.held, a.hidden, a.was_shared,
            a.drawing::text as drawing, a.edit, a.answered, a.answered_edit, a.created_at, a.changed_at,
            a.deleted_at
        from annotations a join people p on p.id = a.author_id
        """;

    public required Guid Id { get; init; }
    public required Guid LessonId { get; init; }
    public required long Seq { get; init; }
    public long? FirstSeq { get; init; }
    public required Guid AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required int AtMs { get; init; }
    public int? UntilMs { get; init; }
    public required string Kind { get; init; }
    public string? About { get; init; }
    public required string Text { get; init; }
    public required bool Draft { get; init; }
    public required bool Held { get; init; }
    public required bool Hidden { get; init; }
    public required bool WasShared { get; init; }
    public string? Drawing { get; init; }
    public required int Edit { get; init; }
    public required bool Answered { get; init; }
    public required int AnsweredEdit { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
    public DateTime? DeletedAt { get; init; }

    /// <summary>
    /// As this reader sees it: what is deleted, or taken back by its author, is gone for others.
    /// </summary>
    public ConversationChange SeenBy(Guid reader) => this switch
    {
        { Hidden: true } when AuthorId != reader => new ConversationChange { Seq = Seq, Deleted = Id },
        { DeletedAt: not null } => new ConversationChange { Seq = Seq, Deleted = Id, AtMs = AtMs },
        _ => new ConversationChange { Seq = Seq, Annotation = ToAnnotation() },
    };

    public Annotation ToAnnotation() => new()
    {
        Id = Id,
        Seq = Seq,
        FirstSeq = FirstSeq,
        Author = new Person { Id = AuthorId, Name = AuthorName },
        AtMs = AtMs,
        UntilMs = UntilMs,
        Kind = Enum.Parse<Kind>(Kind, ignoreCase: true),
        About = About is null ? null : Enum.Parse<About>(About, ignoreCase: true),
        Text = Text,
        Draft = Draft,
        Held = Held,
        Drawing = Drawing is null ? null : JsonElement.Parse(Drawing),
        Edit = Edit,
        Answered = Answered,
        AnsweredEdit = AnsweredEdit,
        CreatedAt = CreatedAt,
        ChangedAt = ChangedAt,
    };
}
