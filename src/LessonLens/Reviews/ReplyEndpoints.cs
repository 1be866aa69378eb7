using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Reviews;

/// <summary>Replies are written, changed and deleted as notes are.</summary>
internal static class ReplyEndpoints
{
    public static void MapReplies(this RouteGroupBuilder annotations)
    {
        annotations.MapPut("/{annotationId:guid}/replies/{replyId:guid}", Write)
            .WithSummary("Answers a note, or changes the answer.")
            .ProducesProblem(409).ProducesProblem(410);
        annotations.MapDelete("/{annotationId:guid}/replies/{replyId:guid}", Delete)
            .WithSummary("Deletes one's own reply, also before it has come; again is fine.")
            .AddEndpointFilter<RouteHandlerBuilder, HeldStays>().ProducesProblem(409);
    }

    private static async Task<Results<Created<Reply>, Ok<Reply>, ProblemHttpResult>> Write(
        Guid id, Guid annotationId, Guid replyId, WriteReply reply, ClaimsPrincipal user,
        LessonStore lessons, ReplyStore replies, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        if (may == May.View) return ReviewEndpoints.OnlyWatching;
        var (written, stored) = await replies.Write(
            user.PersonId(), id, annotationId, replyId, reply, stop);
        return written switch
        {
            Written.New => TypedResults.Created((string?)null, stored),
            Written.Gone => ReviewEndpoints.Problem(410, "This reply was deleted."),
            Written.NotTheirs => NoSuchReply,
            Written.Held => HeldStays.Refusal,
            _ => TypedResults.Ok(stored),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Guid annotationId, Guid replyId, ClaimsPrincipal user, LessonStore lessons,
        ReplyStore replies, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        return await replies.Delete(user.PersonId(), may != May.View, id, annotationId, replyId)
            ? TypedResults.NoContent()
            : NoSuchReply;
    }

    private static ProblemHttpResult NoSuchReply =>
        ReviewEndpoints.Problem(404, "There is no such note, or no such reply of yours.");
}
