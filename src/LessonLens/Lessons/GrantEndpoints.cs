using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>Sharing is the owner's alone; for everybody else these do not exist.</summary>
internal static class GrantEndpoints
{
    public static void MapGrants(this RouteGroupBuilder lessons)
    {
        lessons.MapGet("/{id:guid}/grants", List)
            .WithSummary("Who else may see the lesson, and why; for its owner.");
        lessons.MapPut("/{id:guid}/grants/{personId:guid}", GivePerson).ProducesProblem(409)
            .WithSummary("Lets a person see the lesson, for a reason and until a day.");
        lessons.MapDelete("/{id:guid}/grants/{personId:guid}", WithdrawFromPerson)
            .WithSummary("Withdraws it at once; again is fine.");
        lessons.MapPut("/{id:guid}/grants/groups/{groupId:guid}", GiveGroup)
            .WithSummary("Lets whoever is in a group of the school see the lesson.");
        lessons.MapDelete("/{id:guid}/grants/groups/{groupId:guid}", WithdrawFromGroup)
            .WithSummary("Withdraws it from the group at once; again is fine.");
    }

    private static async Task<Results<Ok<IReadOnlyList<Grant>>, ProblemHttpResult>> List(
        Guid id, ClaimsPrincipal user, LessonStore lessons, GrantStore grants, CancellationToken stop) =>
        await lessons.MayI(user.PersonId(), id, stop) == May.Own
            ? TypedResults.Ok(await grants.List(id, stop))
            : LessonEndpoints.NoSuchLesson;

    private static Task<Results<Created<Grant>, Ok<Grant>, ProblemHttpResult>> GivePerson(
        Guid id, Guid personId, GiveGrant grant, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        GrantTerms terms, CancellationToken stop) =>
        Give(id, GrantedTo.Person(personId), grant, user, lessons, grants, terms, stop);

    private static Task<Results<Created<Grant>, Ok<Grant>, ProblemHttpResult>> GiveGroup(
        Guid id, Guid groupId, GiveGrant grant, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        GrantTerms terms, CancellationToken stop) =>
        Give(id, GrantedTo.Group(groupId), grant, user, lessons, grants, terms, stop);

    private static async Task<Results<Created<Grant>, Ok<Grant>, ProblemHttpResult>> Give(
        Guid id, GrantedTo to, GiveGrant grant, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        GrantTerms terms, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var (until, refusal) = await terms.Check(user.PersonId(), id, to, grant.Until, "lesson", stop);
        if (refusal is not null) return refusal;

        var isNew = await grants.Give(user.PersonId(), id, to, grant, until);
        var given = (await grants.List(id, stop)).SingleOrDefault(one =>
            (to.IsGroup ? one.GroupId : one.PersonId) == to.Id);
        // It may have run out in between, or by the database's clock, which counts.
        if (given is null) return GrantTerms.TooLate;
        return isNew ? TypedResults.Created((string?)null, given) : TypedResults.Ok(given);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> WithdrawFromPerson(
        Guid id, Guid personId, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        CancellationToken stop) =>
        Withdraw(id, GrantedTo.Person(personId), user, lessons, grants, stop);

    private static Task<Results<NoContent, ProblemHttpResult>> WithdrawFromGroup(
        Guid id, Guid groupId, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        CancellationToken stop) =>
        Withdraw(id, GrantedTo.Group(groupId), user, lessons, grants, stop);

    /// <summary>Takes effect at once; what is withdrawn already stays so.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, GrantedTo from, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        await grants.Withdraw(id, from);
        return TypedResults.NoContent();
    }
}
