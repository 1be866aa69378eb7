using System.Security.Claims;

namespace LessonLens.People;

/// <summary>Whoever a session or a token belongs to.</summary>
public sealed record SeenPerson
{
    /// <summary>What it takes to know them, of <c>people p</c>.</summary>
    internal const string Columns = """
        p.id, p.name,
        exists (select from memberships m
            where m.person_id = p.id and m.role = 'admin') as administers,
        not exists (select from second_steps t where t.person_id = p.id) and exists (
            select from memberships m join schools o on o.id = m.school_id
            where m.person_id = p.id and m.role = 'admin' and o.needs_second_step)
            as needs_second_step,
        exists (select from memberships m where m.person_id = p.id and m.role = 'coordinator')
            as coordinates
        """;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Before this request.</summary>
    public DateTime LastSeenAt { get; init; }

    /// <summary>Looks after a school: which, the store that is asked says.</summary>
    public required bool Administers { get; init; }

    /// <summary>And may do so only once they sign in with a code as well.</summary>
    public required bool NeedsSecondStep { get; init; }

    /// <summary>Looks after the groups of a school.</summary>
    public required bool Coordinates { get; init; }

    /// <param name="scheme">By which they have shown who they are.</param>
    /// <param name="more">What that scheme says besides.</param>
    internal ClaimsPrincipal As(string scheme, params Claim[] more) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id.ToString()),
            new Claim(ClaimTypes.Name, Name),
            .. NeedsSecondStep ? [new Claim(SecondStepRule.Missing, "")]
                : Administers ? [new Claim(ClaimTypes.Role, SessionCookie.Administrator)]
                : Array.Empty<Claim>(),
            .. Coordinates ? [new Claim(ClaimTypes.Role, SessionCookie.Coordinator)] : Array.Empty<Claim>(),
            .. more,
        ], scheme));
}
