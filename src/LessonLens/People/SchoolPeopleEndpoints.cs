using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>The people of a school, for its administrators. For all others there is none.</summary>
internal static class SchoolPeopleEndpoints
{
    public static void MapSchoolPeople(this RouteGroupBuilder school)
    {
        school.MapGet("/people", List)
            .WithSummary("Who is in the school, with their roles (administrators).");
        school.MapPut("/people/{personId:guid}/roles", SetRoles)
            .WithSummary("What somebody is in the school from now on (administrators).").ProducesProblem(409);
        school.MapPut("/people/{personId:guid}/disabled", Disable)
            .WithSummary("Signs somebody out and lets them in no more (administrators); again is fine.");
        school.MapDelete("/people/{personId:guid}/disabled", Enable)
            .WithSummary("Lets them in again (administrators); again is fine.");
        school.MapDelete("/people/{personId:guid}/second-step", EndSecondStep)
            .WithSummary("Takes somebody’s lost second step away (administrators); again is fine.");
        school.MapGet("/invitations", Invitations)
            .WithSummary("Who is asked to join and has not answered (administrators).");
        school.MapPost("/invitations", Invite)
            .WithSummary("Asks somebody to join: by mail, or by the link in the answer (administrators).")
            .ProducesProblem(409).ProducesProblem(429);
        school.MapDelete("/invitations/{invitationId:guid}", Withdraw)
            .WithSummary("Takes an invitation back (administrators); again is fine.");
        school.MapGet("/year", Year)
            .WithSummary("The last day of the school's year (administrators).");
        school.MapPut("/year", SetYear)
            .WithSummary("Changes it; grants and lessons end with it (administrators).");
    }

    internal static ProblemHttpResult NotMine => TypedResults.Problem(statusCode: 404,
        title: "There is no such school or person, or they are not yours to look after.");

    private static async Task<Results<Ok<IReadOnlyList<SchoolPerson>>, ProblemHttpResult>> List(
        Guid schoolId, ClaimsPrincipal user, SchoolPeopleStore people, CancellationToken stop) =>
        // Whoever looks after the school is in it.
        await people.People(user.PersonId(), stop, schoolId) is { Count: > 0 } all
            ? TypedResults.Ok(all) : NotMine;

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRoles(
        Guid schoolId, Guid personId, GiveRoles give, ClaimsPrincipal user, RoleStore roles)
    {
        if (Membership.Fault(give.Roles) is { } fault)
            return TypedResults.Problem(statusCode: 400, title: fault);
        return await roles.Set(user.PersonId(), schoolId, personId, give.Roles) switch
        {
            RoleChange.Done => TypedResults.NoContent(),
            RoleChange.LastAdministrator => TypedResults.Problem(
                statusCode: 409, title: Membership.NeedsAdministrator),
            _ => NotMine,
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Disable(
        Guid schoolId, Guid personId, ClaimsPrincipal user, SchoolPeopleStore people,
        CancellationToken stop) =>
        await people.LooksAfter(user.PersonId(), schoolId, personId, stop)
            && await people.Disable(user.PersonId(), personId) ? TypedResults.NoContent() : NotMine;

    private static async Task<Results<NoContent, ProblemHttpResult>> Enable(
        Guid schoolId, Guid personId, ClaimsPrincipal user, SchoolPeopleStore people,
        CancellationToken stop) =>
        await people.LooksAfter(user.PersonId(), schoolId, personId, stop)
            && await people.Enable(user.PersonId(), personId) ? TypedResults.NoContent() : NotMine;

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSecondStep(
        Guid schoolId, Guid personId, ClaimsPrincipal user, SchoolPeopleStore people, Mailer mailer,
        CancellationToken stop) =>
        await people.LooksAfter(user.PersonId(), schoolId, personId, stop)
            && await people.EndSecondStep(user.PersonId(), personId, mailer.IsOn)
            ? TypedResults.NoContent() : NotMine;

    private static async Task<Results<Ok<IReadOnlyList<Invitation>>, ProblemHttpResult>> Invitations(
        Guid schoolId, ClaimsPrincipal user, SchoolPeopleStore people, InvitationStore invitations,
        CancellationToken stop) =>
        await people.LooksAfter(user.PersonId(), schoolId, user.PersonId(), stop)
            ? TypedResults.Ok(await invitations.OfMySchools(user.PersonId(), stop, schoolId)) : NotMine;

    private static async Task<Results<Created<Invited>, ProblemHttpResult>> Invite(
        Guid schoolId, AskToJoin ask, ClaimsPrincipal user, HttpRequest request, SchoolPeopleStore people,
        InvitationStore invitations, Mailer mailer, Attempts attempts, CancellationToken stop)
    {
        var me = user.PersonId();
        if (!await people.LooksAfter(me, schoolId, me, stop)) return NotMine;
        var invite = new Invite
        {
            SchoolId = schoolId, Name = ask.Name.Trim(), Email = ask.Email.Trim(), Roles = ask.Roles,
            Groups = ask.Groups,
        };
        if (invite.Fault() is { } fault) return TypedResults.Problem(statusCode: 400, title: fault);
        if (await attempts.Take(Limit.Invitations(me)) is { } wait)
            return TooMany.Problem(request.HttpContext.Response, wait);
        return await invitations.Make(me, invite, mailer.IsOn) is { } token
            ? TypedResults.Created((string?)null, new Invited(Invited.LinkOf(request, token)))
            : TypedResults.Problem(statusCode: 409, title: "Somebody with this address is here already.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid schoolId, Guid invitationId, ClaimsPrincipal user, SchoolPeopleStore people,
        InvitationStore invitations, CancellationToken stop)
    {
        var me = user.PersonId();
        if (!await people.LooksAfter(me, schoolId, me, stop)) return NotMine;
        await invitations.Withdraw(me, invitationId);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SchoolYear>, ProblemHttpResult>> Year(
        Guid schoolId, ClaimsPrincipal user, SchoolPeopleStore people, CancellationToken stop) =>
        await people.Year(user.PersonId(), schoolId, stop) is { } year ? TypedResults.Ok(year) : NotMine;

    private static async Task<Results<NoContent, ProblemHttpResult>> SetYear(
        Guid schoolId, SchoolYear year, ClaimsPrincipal user, SchoolPeopleStore people)
    {
        if (year.Fault is { } fault) return TypedResults.Problem(statusCode: 400, title: fault);
        return await people.SetYear(user.PersonId(), schoolId, year) ? TypedResults.NoContent() : NotMine;
    }
}

/// <summary>All that somebody is in a school.</summary>
public sealed record GiveRoles
{
    /// <summary>teacher, coach, coordinator or admin; at least one.</summary>
    public required IReadOnlyList<string> Roles { get; init; }
}

/// <summary>Whom an administrator asks to join.</summary>
public sealed record AskToJoin
{
    [StringLength(Invite.LongestName, ErrorMessage = "A name has at most 100 characters.")]
    public required string Name { get; init; }

    [StringLength(Invite.LongestEmail, ErrorMessage = "An e-mail address has at most 320 characters.")]
    public required string Email { get; init; }

    /// <summary>teacher, coach, coordinator or admin; at least one.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Groups of the school that they come into; others are passed over.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];
}

/// <param name="Link">To hand over, told only now; null where it goes to the person by mail.</param>
public sealed record Invited(string? Link)
{
    internal static string? LinkOf(HttpRequest request, string token) =>
        token.Length > 0 ? $"{request.Scheme}://{request.Host}/invitation/{token}" : null;
}

/// <summary>The last day of a school's year.</summary>
public sealed record SchoolYear
{
    /// <summary>1..12.</summary>
    public required int EndsMonth { get; init; }

    /// <summary>A day that the month has each year.</summary>
    public required int EndsDay { get; init; }

    internal string? Fault =>
        EndsMonth is >= 1 and <= 12 && EndsDay >= 1 && EndsDay <= DateTime.DaysInMonth(2001, EndsMonth)
            ? null : "There is no such day in each year.";
}
