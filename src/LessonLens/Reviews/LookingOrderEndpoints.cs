using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Reviews;

/// <summary>In which order a lesson is looked at; the conversation tells how it stands.</summary>
internal static class LookingOrderEndpoints
{
    public static void MapLookingOrder(this IEndpointRouteBuilder app)
    {
        var lesson = app.MapGroup("/api/lessons/{id:guid}").WithTags("Reviews");
        lesson.MapPut("/own-notes-first", OwnNotesFirst)
            .WithSummary("The owner writes first: what others write is held back until this ends.");
        lesson.MapPut("/protocol", Protocol)
            .WithSummary("Looks in steps, each taking more kinds of notes; 0 is without steps.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> OwnNotesFirst(
        Guid id, WriteFirst first, ClaimsPrincipal user, LessonStore lessons, LookingOrderStore order,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        if (may != May.Own)
            return ReviewEndpoints.Problem(403, "Who writes first is for the owner of the lesson to say.");
        await order.WriteFirst(id, first.On);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Protocol(
        Guid id, GoToStep to, ClaimsPrincipal user, LessonStore lessons, LookingOrderStore order,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        if (may == May.View) return ReviewEndpoints.OnlyWatching;
        return await order.GoTo(may == May.Own, id, to.Step)
            ? TypedResults.NoContent()
            : ReviewEndpoints.Problem(403,
                "Looking in steps is for the owner of the lesson to begin and end.");
    }
}
