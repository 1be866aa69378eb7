using LessonLens.Shared;

namespace LessonLens.People;

/// <summary>How often something may be tried within a window of time.</summary>
/// <param name="What">By whom or where, and what; of which only a hash is kept.</param>
/// <param name="Most">So many times.</param>
/// <param name="Within">From the first time on.</param>
public sealed record Limit(string What, int Most, TimeSpan Within)
{
    // A whole school may stand behind one address; who signs in there daily is known by their browser.
    private const int MostFromAddress = 100;
    private const int MostOfAccount = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Passwords and codes: a known browser on its own, else per address and per account.</summary>
    public static IReadOnlyList<Limit> Proofs(string kind, HttpContext context, string email, string? browser)
    {
        var account = email.Trim().ToLowerInvariant();
        return browser is not null
            ? [new($"{kind} of {account} in {browser}", MostOfAccount, Window)]
            :
            [
                new($"{kind} from {context.Caller()}", MostFromAddress, Window),
                new($"{kind} of {account}", MostOfAccount, Window),
            ];
    }

    /// <summary>Letters that somebody asks for without being signed in.</summary>
    public static IReadOnlyList<Limit> Wishes(HttpContext context) =>
        [new($"wishes from {context.Caller()}", 20, TimeSpan.FromHours(1))];

    /// <summary>As many as one list of staff may hold: a stolen session is no sender of junk.</summary>
    public static IReadOnlyList<Limit> Invitations(Guid me) =>
        [new($"invitations by {me}", StaffList.MostLines, TimeSpan.FromHours(1))];

    /// <summary>Links that lead nowhere.</summary>
    public static IReadOnlyList<Limit> Links(HttpContext context) =>
        [new($"links from {context.Caller()}", MostFromAddress, Window)];

    /// <summary>Sign-ins by a school's provider that fail: each asks it something.</summary>
    public static IReadOnlyList<Limit> Providers(HttpContext context) =>
        [new($"providers from {context.Caller()}", MostFromAddress, Window)];

    /// <summary>The password again, by whoever sits at an open laptop.</summary>
    public static IReadOnlyList<Limit> Confirmations(Guid me) =>
        [new($"confirmations of {me}", MostOfAccount, Window)];
}
