using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>What a note says about the moment.</summary>
public enum Kind
{
    /// <summary>What the video shows.</summary>
    Noticed,

    /// <summary>A question.</summary>
    Wondered,

    /// <summary>A strength.</summary>
    Worked,

    /// <summary>A suggestion.</summary>
    Try,
}

/// <summary>Whom or what a note is about.</summary>
public enum About
{
    Teacher,
    Learners,
    Task,
}

/// <summary>A note at a moment, or over a span, of a lesson.</summary>
public sealed record Annotation
{
    public required Guid Id { get; init; }

    /// <summary>The number of its last change in the lesson's conversation.</summary>
    public required long Seq { get; init; }

    /// <summary>The number at which others could first see it; null as long as nobody could.</summary>
    public long? FirstSeq { get; init; }

    public required Person Author { get; init; }
    public required int AtMs { get; init; }
    public int? UntilMs { get; init; }
    public required Kind Kind { get; init; }
    public About? About { get; init; }
    public required string Text { get; init; }

    /// <summary>Seen by its author alone.</summary>
    public required bool Draft { get; init; }

    /// <summary>Seen by its author alone until the owner of the lesson has written.</summary>
    public required bool Held { get; init; }

    public JsonElement? Drawing { get; init; }

    /// <summary>A question that its author, or the owner of the lesson, calls answered.</summary>
    public required bool Answered { get; init; }

    /// <summary>Raised with each change of <see cref="Answered"/>.</summary>
    public required int AnsweredEdit { get; init; }

    /// <summary>Raised by its author with each change; a lower one that comes late changes nothing.</summary>
    public required int Edit { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
}

/// <summary>What an author writes; the id is in the URL and made by the client.</summary>
public sealed record WriteAnnotation
{
    public required int AtMs { get; init; }
    public int? UntilMs { get; init; }
    public required Kind Kind { get; init; }
    public About? About { get; init; }

    [StringLength(5000, ErrorMessage = "A note has at most 5,000 characters.")]
    public required string Text { get; init; }

    public bool Draft { get; init; }
    public JsonElement? Drawing { get; init; }

    [Range(0, int.MaxValue, ErrorMessage = "The field edit counts from 0.")]
    public int Edit { get; init; }
}

/// <summary>
/// Whether a question is answered: the higher edit counts, and of two equal ones "answered".
/// </summary>
public sealed record MarkAnswered
{
    public required bool Answered { get; init; }

    [Range(1, int.MaxValue, ErrorMessage = "The field edit counts from 1.")]
    public required int Edit { get; init; }
}
