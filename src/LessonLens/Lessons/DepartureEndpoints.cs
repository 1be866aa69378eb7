using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>Leaving a school, for the person, its administrators and who takes the lessons on.</summary>
internal static class DepartureEndpoints
{
    public static void MapDepartures(this IEndpointRouteBuilder app)
    {
        var departure = app.MapGroup("/api/schools/{schoolId:guid}/people/{personId:guid}/departure")
            .WithTags("People").ProducesProblem(404).NotByToken();
        departure.MapGet("/", Find)
            .WithSummary("What it would mean that somebody leaves the school, and what it waits for.");
        departure.MapPut("/", Ask)
            .WithSummary("Leaves: at once, or when a colleague agrees to take the lessons on.")
            .ProducesProblem(409);
        departure.MapDelete("/", CallOff)
            .WithSummary("Calls it off or declines it, as long as it waits; again is fine.");
        departure.MapPut("/agreement", Agree)
            .WithSummary("Says yes, as the person or as the colleague; the second yes makes it so.")
            .ProducesProblem(409);
    }

    private static ProblemHttpResult NoSuch => TypedResults.Problem(statusCode: 404,
        title: "There is no such school or person, or it is nothing of yours.");

    private static async Task<Results<Ok<Departure>, ProblemHttpResult>> Find(
        Guid schoolId, Guid personId, ClaimsPrincipal user, DepartureStore departures,
        CancellationToken stop) =>
        await departures.Find(user.PersonId(), schoolId, personId, stop) is { } departure
            ? TypedResults.Ok(departure) : NoSuch;

    private static async Task<Results<NoContent, ProblemHttpResult>> Ask(
        Guid schoolId, Guid personId, Leave how, ClaimsPrincipal user, DepartureStore departures) =>
        Answer(await departures.Ask(user.PersonId(), schoolId, personId, how));

    private static async Task<Results<NoContent, ProblemHttpResult>> Agree(
        Guid schoolId, Guid personId, AgreeTo to, ClaimsPrincipal user, DepartureStore departures) =>
        Answer(await departures.Agree(user.PersonId(), schoolId, personId, to.HeirId));

    private static async Task<Results<NoContent, ProblemHttpResult>> CallOff(
        Guid schoolId, Guid personId, ClaimsPrincipal user, DepartureStore departures) =>
        await departures.CallOff(user.PersonId(), schoolId, personId) ? TypedResults.NoContent() : NoSuch;

    private static Results<NoContent, ProblemHttpResult> Answer(string? fault) => fault switch
    {
        null => TypedResults.NoContent(),
        "" => NoSuch,
        _ => TypedResults.Problem(statusCode: 409, title: fault),
    };
}
