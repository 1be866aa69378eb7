using System.ComponentModel.DataAnnotations;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>A part of a lesson as a film of its own, with nothing in it from before or after.</summary>
public sealed record Clip
{
    public required Guid Id { get; init; }
    public required Guid LessonId { get; init; }
    public required int FromMs { get; init; }
    public required int ToMs { get; init; }
    public required string Title { get; init; }

    /// <summary>making, ready or failed.</summary>
    public required string State { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

/// <summary>Which part, and what it shows.</summary>
public sealed record CutClip
{
    public required int FromMs { get; init; }
    public required int ToMs { get; init; }

    [Required(ErrorMessage = "A clip needs a title.")]
    [StringLength(200, ErrorMessage = "A title has at most 200 characters.")]
    public required string Title { get; init; }
}

/// <summary>A clip's owner lets somebody see it, though not the lesson.</summary>
public sealed record GiveClipGrant
{
    /// <summary>A clip can only be viewed.</summary>
    public MayBeGranted? May { get; init; }

    [Required(ErrorMessage = "Say why you share it: the reason is missing.")]
    [StringLength(500, ErrorMessage = "A reason has at most 500 characters.")]
    public required string Reason { get; init; }

    /// <summary>UTC; the end of the school year (see <see cref="GrantTerms"/>) when left out.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The row behind a clip, for those who work on its bytes.</summary>
internal sealed record StoredClip
{
    public required Guid Id { get; init; }
    public required Guid LessonId { get; init; }
    public required Guid RecordingId { get; init; }
    public required int FromMs { get; init; }
    public required int ToMs { get; init; }
    public required string State { get; init; }
    public string? Blob { get; init; }
    public string? Poster { get; init; }

    public TimeSpan From => TimeSpan.FromMilliseconds(FromMs);
    public TimeSpan Length => TimeSpan.FromMilliseconds(ToMs - FromMs);
}
