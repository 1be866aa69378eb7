using System.ComponentModel.DataAnnotations;

namespace LessonLens.Lessons;

/// <summary>A class, why it may be recorded, and who in it must not be.</summary>
public sealed record ClassConsent
{
    public required Guid Id { get; init; }
    public required string School { get; init; }
    public required string Name { get; init; }

    /// <summary>public task, consent or legitimate interests; null when nobody has said.</summary>
    public string? LawfulBasis { get; init; }

    public string? LawfulBasisNote { get; init; }

    /// <summary>Those that stand.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [];
}

/// <summary>A pupil who must not be recorded.</summary>
public sealed record Objection
{
    public required Guid Id { get; init; }

    /// <summary>A name or initials.</summary>
    public required string Pupil { get; init; }

    public required string NotedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime NotedAt { get; init; }
}

public sealed record NoteObjection
{
    [Required(ErrorMessage = "Say which pupil: initials are enough.")]
    [StringLength(100, ErrorMessage = "A name has at most 100 characters.")]
    public required string Pupil { get; init; }
}

public sealed record SetLawfulBasis
{
    [AllowedValues("public task", "consent", "legitimate interests", null,
        ErrorMessage = "The basis is public task, consent or legitimate interests.")]
    public required string? Basis { get; init; }

    [StringLength(1000, ErrorMessage = "A note has at most 1,000 characters.")]
    public string? Note { get; init; }
}

/// <summary>The owner's word, before a recording of such a class is taken.</summary>
public sealed record HandleObjections
{
    [Required(ErrorMessage = "Say in a sentence how you handled it.")]
    [StringLength(1000, ErrorMessage = "A sentence has at most 1,000 characters.")]
    public required string How { get; init; }
}
