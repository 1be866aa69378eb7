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
        lessons.MapPut("/{id:guid}/grants/{personId:guid}", Give)
            .WithSummary("Lets a person see the lesson, for a reason and until a day.");
        lessons.MapDelete("/{id:guid}/grants/{personId:guid}", Withdraw)
            .WithSummary("Withdraws it at once; again is fine.");
    }

    private static async Task<Results<Ok<IReadOnlyList<Grant>>, ProblemHttpResult>> List(
        Guid id, ClaimsPrincipal user, LessonStore lessons, GrantStore grants, CancellationToken stop) =>
        await lessons.MayI(user.PersonId(), id, stop) == May.Own
            ? TypedResults.Ok(await grants.List(id, stop))
            : LessonEndpoints.NoSuchLesson;

    private static async Task<Results<Created<Grant>, Ok<Grant>, ProblemHttpResult>> Give(
        Guid id, Guid personId, GiveGrant grant, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        GrantTerms terms, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var (until, refusal) = await terms.Check(user.PersonId(), personId, grant.Until, "lesson", stop);
        if (refusal is not null) return refusal;

        var isNew = await grants.Give(user.PersonId(), id, personId, grant, until);
        var given = (await grants.List(id, stop)).SingleOrDefault(one => one.PersonId == personId);
        // It may have run out in between, or by the database's clock, which counts.
        if (given is null) return GrantTerms.TooLate;
        return isNew ? TypedResults.Created((string?)null, given) : TypedResults.Ok(given);
    }

    /// <summary>Takes effect at once; what is withdrawn already stays so.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, Guid personId, ClaimsPrincipal user, LessonStore lessons, GrantStore grants,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        await grants.Withdraw(id, personId);
        return TypedResults.NoContent();
    }
}
