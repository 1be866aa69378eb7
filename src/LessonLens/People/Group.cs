using System.ComponentModel.DataAnnotations;

namespace LessonLens.People;

public enum GroupKind
{
    Department,

    /// <summary>A learning community: people of several subjects who look at one question.</summary>
    Community,
}

/// <summary>People of a school who work together; a lesson can be shared with all of them at once.</summary>
public sealed record Group
{
    public required Guid Id { get; init; }
    public required GroupKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>By name.</summary>
    public IReadOnlyList<Person> Members { get; init; } = [];

    /// <summary>A lesson is shared with it now.</summary>
    internal bool IsShared { get; init; }
}

/// <summary>A group as its coordinator wants it.</summary>
public sealed record WriteGroup
{
    public const int LongestName = 100;

    public required GroupKind Kind { get; init; }

    [Required(ErrorMessage = "A group needs a name.")]
    [StringLength(LongestName, ErrorMessage = "A group’s name has at most 100 characters.")]
    public required string Name { get; init; }
}

/// <summary>How a change to a group went.</summary>
public enum Saved
{
    New,
    Changed,

    /// <summary>Not there, or not this person's to change: nobody can tell the two apart.</summary>
    NotMine,

    /// <summary>Another group of the school has the name.</summary>
    NameTaken,
}
