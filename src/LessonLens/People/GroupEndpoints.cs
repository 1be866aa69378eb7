using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>
/// Groups of a school: everybody in it sees them, coordinators and administrators change them.
/// </summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this RouteGroupBuilder school)
    {
        var groups = school.MapGroup("/groups").ProducesProblem(404);
        groups.MapGet("/", List)
            .WithSummary("The groups of my school, with who is in them.");
        groups.MapPut("/{groupId:guid}", Save)
            .WithSummary("Makes a group, or renames it (coordinators, administrators).").ProducesProblem(409);
        groups.MapDelete("/{groupId:guid}", Remove)
            .WithSummary("Removes a group; what was shared with it is shared no more. Again is fine.");
        groups.MapPut("/{groupId:guid}/members/{personId:guid}", Add)
            .WithSummary("Somebody of the school comes into the group; again is fine.");
        groups.MapDelete("/{groupId:guid}/members/{personId:guid}", TakeOut)
            .WithSummary("Takes somebody, or myself, out of the group; again is fine.");
    }

    private static ProblemHttpResult NoSuchGroup => TypedResults.Problem(statusCode: 404,
        title: "There is no such group or school, or it is not yours to look after.");

    private static ProblemHttpResult NotThemselves => TypedResults.Problem(statusCode: 404,
        title: "Nobody lets themselves into a group. Ask somebody else who looks after it.");

    private static async Task<Results<Ok<IReadOnlyList<Group>>, ProblemHttpResult>> List(
        Guid schoolId, ClaimsPrincipal user, GroupStore groups, CancellationToken stop) =>
        await groups.Of(user.PersonId(), schoolId, stop) is { } all ? TypedResults.Ok(all) : NoSuchGroup;

    private static async Task<Results<Created, NoContent, ProblemHttpResult>> Save(
        Guid schoolId, Guid groupId, WriteGroup group, ClaimsPrincipal user, GroupStore groups) =>
        await groups.Save(user.PersonId(), schoolId, groupId, group) switch
        {
            Saved.New => TypedResults.Created((string?)null),
            Saved.Changed => TypedResults.NoContent(),
            Saved.NameTaken => TypedResults.Problem(statusCode: 409,
                title: "There is a group with this name already."),
            _ => NoSuchGroup,
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid schoolId, Guid groupId, ClaimsPrincipal user, GroupStore groups) =>
        await groups.Remove(user.PersonId(), schoolId, groupId) ? TypedResults.NoContent() : NoSuchGroup;

    private static async Task<Results<NoContent, ProblemHttpResult>> Add(
        Guid schoolId, Guid groupId, Guid personId, ClaimsPrincipal user, GroupStore groups) =>
        await groups.Add(user.PersonId(), schoolId, groupId, personId) ? TypedResults.NoContent()
            : personId == user.PersonId() ? NotThemselves : NoSuchGroup;

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeOut(
        Guid schoolId, Guid groupId, Guid personId, ClaimsPrincipal user, GroupStore groups) =>
        await groups.TakeOut(user.PersonId(), schoolId, groupId, personId)
            ? TypedResults.NoContent() : NoSuchGroup;
}
