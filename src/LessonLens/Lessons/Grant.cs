using System.ComponentModel.DataAnnotations;

namespace LessonLens.Lessons;

/// <summary>This person may see this lesson, because of the reason, until then.</summary>
public sealed record Grant
{
    public required Guid PersonId { get; init; }
    public required string Name { get; init; }

    /// <summary>view or annotate.</summary>
    public required string May { get; init; }

    public required string Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime GrantedAt { get; init; }
}

public enum MayBeGranted
{
    View,
    Annotate,
}

/// <summary>What the owner gives.</summary>
public sealed record GiveGrant
{
    public required MayBeGranted May { get; init; }

    [Required(ErrorMessage = "Say why you share it: the reason is missing.")]
    [StringLength(500, ErrorMessage = "A reason has at most 500 characters.")]
    public required string Reason { get; init; }

    /// <summary>UTC; the end of the school year (31 August) when left out.</summary>
    public DateTimeOffset? Until { get; init; }
}
