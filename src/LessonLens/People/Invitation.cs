namespace LessonLens.People;

/// <summary>Somebody is asked to join a school.</summary>
public sealed record Invitation
{
    public required Guid Id { get; init; }
    public required string School { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }

    /// <summary>teacher, coach, coordinator or admin; at least one.</summary>
    public required string[] Roles { get; init; }

    public required DateTime EndsAt { get; init; }
}

/// <summary>Whom an administrator asks, and to what.</summary>
public sealed record Invite
{
    public const int LongestName = 100;
    public const int LongestEmail = 320;

    public required Guid SchoolId { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>That they come into; those that are not the school's are passed over.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];

    /// <summary>Why it cannot be sent, in a sentence; null when it can.</summary>
    public string? Fault()
    {
        if (string.IsNullOrWhiteSpace(Name)) return "Please write the name as colleagues know it.";
        if (Name.Length > LongestName) return $"A name has at most {LongestName} characters.";
        if (Email.Length > LongestEmail || !System.Net.Mail.MailAddress.TryCreate(Email, out var address)
            || address.Address != Email)
            return "Please write an e-mail address, such as amira@school.example.";
        if (Name.Concat(Email).Any(char.IsControl)) return "There are characters here that nobody can read.";
        return Membership.Fault(Roles);
    }
}
