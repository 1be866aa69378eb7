using System.ComponentModel.DataAnnotations;

namespace LessonLens.People;

/// <summary>One of my own tokens for programs.</summary>
public sealed record MyToken
{
    /// <summary>For ending it; it opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    public required TokenMay May { get; init; }
    public required DateTime MadeAt { get; init; }

    /// <summary>The last day on which it works, UTC.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>The day, UTC; null until it is used.</summary>
    public DateOnly? LastUsedOn { get; init; }
}

public enum TokenMay
{
    Read,

    /// <summary>Whatever its owner may do, but for looking after accounts and people.</summary>
    ReadAndWrite,
}

/// <summary>A token that somebody wants.</summary>
public sealed record NewToken
{
    internal const int LongestName = 100;
    internal const string NameTooLong = "A name has at most 100 characters.";

    [StringLength(LongestName, ErrorMessage = NameTooLong)]
    public required string Name { get; init; }

    public required TokenMay May { get; init; }

    /// <summary>The last day on which it works, UTC: today, or at most a year ahead.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>My password, once more.</summary>
    public required string Password { get; init; }

    /// <summary>Why it cannot be made, in a sentence; null when it can.</summary>
    internal string? Fault(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Name)) return "Please write what the token is for.";
        if (EndsOn < today) return "The end lies in the past.";
        return EndsOn > today.AddYears(1) ? "A token lasts a year at most." : null;
    }
}

/// <param name="Token">To be put into a program, as a bearer token; told only now.</param>
/// <param name="About">As it is listed.</param>
public sealed record MadeToken(string Token, MyToken About);
