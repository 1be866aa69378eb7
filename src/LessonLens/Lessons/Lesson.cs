using System.ComponentModel.DataAnnotations;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>What the reader may do with a lesson.</summary>
public enum May
{
    View,
    Annotate,
    Own,
}

/// <summary>One taught lesson, as the API tells it to somebody who may see it.</summary>
public sealed record Lesson
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public string? Subject { get; init; }
    public string? ClassName { get; init; }
    public DateOnly? TaughtOn { get; init; }

    /// <summary>The question that the owner brings; the latest version of it.</summary>
    public string? Focus { get; init; }

    public required Person Owner { get; init; }
    public required May May { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC; when it was brought in from a file, null where it was planned here.</summary>
    public DateTime? ImportedAt { get; init; }

    public required Recording Recording { get; init; }
}

/// <summary>A lesson to be.</summary>
public sealed record PlanLesson
{
    [Required(ErrorMessage = "A lesson needs a title.")]
    [StringLength(200, ErrorMessage = "A title has at most 200 characters.")]
    public required string Title { get; init; }

    [StringLength(200, ErrorMessage = "A subject has at most 200 characters.")]
    public string? Subject { get; init; }

    [StringLength(200, ErrorMessage = "A class has a name of at most 200 characters.")]
    public string? ClassName { get; init; }

    public DateOnly? TaughtOn { get; init; }

    [StringLength(2000, ErrorMessage = "A focus has at most 2,000 characters.")]
    public string? Focus { get; init; }
}

/// <summary>Changes to a lesson: a field that is left out stays, null empties it (RFC 7396).</summary>
public sealed record ChangeLesson
{
    private readonly HashSet<string> _given = [];

    [StringLength(200, ErrorMessage = "A title has at most 200 characters.")]
    public string? Title { get; init => field = Given(value, nameof(Title)); }

    [StringLength(200, ErrorMessage = "A subject has at most 200 characters.")]
    public string? Subject { get; init => field = Given(value, nameof(Subject)); }

    [StringLength(200, ErrorMessage = "A class has a name of at most 200 characters.")]
    public string? ClassName { get; init => field = Given(value, nameof(ClassName)); }

    public DateOnly? TaughtOn { get; init => field = Given(value, nameof(TaughtOn)); }

    [StringLength(2000, ErrorMessage = "A focus has at most 2,000 characters.")]
    public string? Focus { get; init => field = Given(value, nameof(Focus)); }

    /// <summary>Whether the request named the field at all.</summary>
    public bool Gives(string field) => _given.Contains(field);

    private T Given<T>(T value, string field)
    {
        _given.Add(field);
        return value;
    }
}
