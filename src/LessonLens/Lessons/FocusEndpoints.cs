using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>How the owner's question has changed while people looked at the lesson.</summary>
internal static class FocusEndpoints
{
    public static void MapFocuses(this RouteGroupBuilder lessons) =>
        lessons.MapGet("/{id:guid}/focuses", List)
            .WithSummary("All versions of the owner's question.");

    private static async Task<Results<Ok<IReadOnlyList<Focus>>, ProblemHttpResult>> List(
        Guid id, ClaimsPrincipal user, LessonStore lessons, FocusStore focuses, CancellationToken stop) =>
        await lessons.MayI(user.PersonId(), id, stop) is null
            ? LessonEndpoints.NoSuchLesson
            : TypedResults.Ok(await focuses.Versions(user.PersonId(), id, stop));
}
