namespace LessonLens.People;

/// <summary>Somebody who signs in.</summary>
public sealed record Person
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
}

/// <summary>A role of a person in a school; one person may have several.</summary>
public sealed record Membership
{
    public required Guid SchoolId { get; init; }
    public required string School { get; init; }

    /// <summary>What a person may be in a school.</summary>
    internal static readonly IReadOnlyList<string> Roles = ["teacher", "coach", "coordinator", "admin"];

    internal const string NeedsAdministrator =
        "A school needs an administrator who can sign in. Make somebody else one first.";

    /// <summary>Why somebody cannot have just these, in a sentence; null when they can.</summary>
    internal static string? Fault(IReadOnlyList<string> roles) =>
        roles.Count == 0 || !roles.All(Roles.Contains) ? "Please choose at least one role." : null;

    /// <summary>teacher, coach, coordinator or admin.</summary>
    public required string Role { get; init; }
}
