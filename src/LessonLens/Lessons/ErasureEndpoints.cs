using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>What was erased, for those whose it was and for whoever looks after the school.</summary>
internal static class ErasureEndpoints
{
    public static void MapErasures(this IEndpointRouteBuilder app)
    {
        var erasures = app.MapGroup("/api/erasures").WithTags("Lessons");
        erasures.MapGet("/", List).WithSummary("The certificates of what was erased, the last first.");
        erasures.MapGet("/{erasureId:guid}", Find)
            .WithSummary("One certificate, and whether it and all before it are as they were written.");
    }

    private static async Task<Ok<IReadOnlyList<Erasure>>> List(
        ClaimsPrincipal user, ErasureStore erasures, CancellationToken stop) =>
        TypedResults.Ok(await erasures.List(user.PersonId(), stop));

    private static async Task<Results<Ok<ErasureCertificate>, ProblemHttpResult>> Find(
        Guid erasureId, ClaimsPrincipal user, ErasureStore erasures, CancellationToken stop) =>
        await erasures.Find(user.PersonId(), erasureId, stop) is { } found ? TypedResults.Ok(found)
            : TypedResults.Problem(statusCode: 404, title: "There is no such certificate for you.");
}
