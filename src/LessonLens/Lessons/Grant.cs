using System.ComponentModel.DataAnnotations;

namespace LessonLens.Lessons;

/// <summary>This person or this group may see this lesson, because of the reason, until then.</summary>
public sealed record Grant
{
    /// <summary>Null where it is given to a group.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Null where it is given to a person.</summary>
    public Guid? GroupId { get; init; }

    /// <summary>Of the person or of the group.</summary>
    public required string Name { get; init; }

    /// <summary>Who sees the lesson by it, by name; without its owner.</summary>
    public required string[] Members { get; init; }

    /// <summary>view or annotate.</summary>
    public required string May { get; init; }

    public required string Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime GrantedAt { get; init; }

    /// <summary>
    /// It rests: a pupil of the class must not be recorded, and this person is of another school.
    /// </summary>
    public required bool IsKeptInSchool { get; init; }
}

/// <summary>To whom.</summary>
public readonly record struct GrantedTo(Guid Id, bool IsGroup)
{
    public static GrantedTo Person(Guid id) => new(id, IsGroup: false);
    public static GrantedTo Group(Guid id) => new(id, IsGroup: true);

    internal string Table => IsGroup ? "group_grants" : "grants";
    internal string Column => IsGroup ? "group_id" : "person_id";
}

/// <summary>Why I see a lesson of somebody else's.</summary>
public sealed record GivenToMe
{
    public required Guid LessonId { get; init; }
    public required string By { get; init; }
    public required string Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>The last day on which it holds to its end.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(Until.AddTicks(-1));

    /// <summary>The group by which I see it; null where it was given to me.</summary>
    public string? Group { get; init; }
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

    /// <summary>UTC; the end of the school year (see <see cref="GrantTerms"/>) when left out.</summary>
    public DateTimeOffset? Until { get; init; }
}
