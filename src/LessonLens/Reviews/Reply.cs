using System.ComponentModel.DataAnnotations;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>An answer to a note. Whoever sees the note sees it; it stays when the note is deleted.</summary>
public sealed record Reply
{
    public required Guid Id { get; init; }
    public required Guid AnnotationId { get; init; }

    /// <summary>The number of its last change in the lesson's conversation.</summary>
    public required long Seq { get; init; }

    /// <summary>The number at which others could first see it; null as long as nobody could.</summary>
    public long? FirstSeq { get; init; }

    public required Person Author { get; init; }
    public required string Text { get; init; }

    /// <summary>As with a note.</summary>
    public required int Edit { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
}

/// <summary>What an author writes; the id is in the URL and made by the client.</summary>
public sealed record WriteReply
{
    [Required(ErrorMessage = "A reply needs a text.")]
    [StringLength(2000, ErrorMessage = "A reply has at most 2,000 characters.")]
    public required string Text { get; init; }

    [Range(0, int.MaxValue, ErrorMessage = "The field edit counts from 0.")]
    public int Edit { get; init; }
}
