using System.Security.Claims;

namespace LessonLens.People;

/// <summary>The person who asks, as <c>GET /api/me</c> tells them.</summary>
public sealed record Me
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public IReadOnlyList<Membership> Memberships { get; init; } = [];
}

public static class Identity
{
    /// <summary>Who asks; only where signing in is required.</summary>
    public static Guid PersonId(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? throw new InvalidOperationException("Nobody is signed in here."));

    /// <summary>The same, or null where nobody is signed in.</summary>
    public static Guid? PersonIdOrNull(this ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true ? user.PersonId() : null;
}
