using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>How long a lesson is kept, and holds.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder app, RouteGroupBuilder lessons)
    {
        lessons.MapGet("/{id:guid}/retention", Of)
            .WithSummary("Until when the lesson is kept, and whether it is held; for its owner.");
        lessons.MapPut("/{id:guid}/retention", Choose)
            .WithSummary("Chooses its end, within the school’s limits; for its owner.")
            .ProducesProblem(409);
        lessons.MapPut("/{id:guid}/hold", Place)
            .WithSummary("Keeps it from being erased, for a reason; for whoever looks after the school.");
        lessons.MapDelete("/{id:guid}/hold", Lift)
            .WithSummary("Ends that; again is fine.");
        app.MapGet("/api/schools/retention", Rules).WithTags("Lessons")
            .WithSummary("How long lessons are kept in the schools that I look after.");
        app.MapPut("/api/schools/{schoolId:guid}/retention", SetRule).WithTags("Lessons")
            .WithSummary("Changes that for lessons to come.");
    }

    private static async Task<Results<Ok<Retention>, ProblemHttpResult>> Of(
        Guid id, ClaimsPrincipal user, RetentionStore store, CancellationToken stop) =>
        await store.Of(user.PersonId(), id, stop) is { } retention
            ? TypedResults.Ok(retention) : LessonEndpoints.NoSuchLesson;

    private static async Task<Results<Ok<Retention>, ProblemHttpResult>> Choose(
        Guid id, ChooseEnd end, ClaimsPrincipal user, RetentionStore store, TimeProvider time,
        CancellationToken stop)
    {
        var me = user.PersonId();
        if (await store.Of(me, id, stop) is not { } now) return LessonEndpoints.NoSuchLesson;
        if (now.Refuses(end.EndsAt.UtcDateTime, time.GetUtcNow().UtcDateTime) is var (status, title))
            return Problem(status, title);
        await store.Choose(me, id, end.EndsAt.UtcDateTime);
        return TypedResults.Ok(now with { EndsAt = end.EndsAt.UtcDateTime });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Place(
        Guid id, PlaceHold hold, ClaimsPrincipal user, HoldStore holds) =>
        string.IsNullOrWhiteSpace(hold.Reason)
            ? Problem(400, "Say why the lesson is held: its owner reads it.")
            : await holds.Place(user.PersonId(), id, hold.Reason.Trim())
                ? TypedResults.NoContent() : LessonEndpoints.NoSuchLesson;

    private static async Task<Results<NoContent, ProblemHttpResult>> Lift(
        Guid id, ClaimsPrincipal user, HoldStore holds) =>
        await holds.Lift(user.PersonId(), id) ? TypedResults.NoContent() : LessonEndpoints.NoSuchLesson;

    private static async Task<Ok<IReadOnlyList<SchoolRule>>> Rules(
        ClaimsPrincipal user, RetentionStore store, CancellationToken stop) =>
        TypedResults.Ok(await store.Rules(user.PersonId(), stop));

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRule(
        Guid schoolId, SetSchoolRule rule, ClaimsPrincipal user, RetentionStore store) =>
        await store.SetRule(user.PersonId(), schoolId, rule)
            ? TypedResults.NoContent() : Problem(404, "You look after no such school.");

    private static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
