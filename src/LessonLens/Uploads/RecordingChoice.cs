using System.Security.Claims;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Uploads;

/// <summary>The body of a choice.</summary>
public sealed record ChooseRecording
{
    public required Guid RecordingId { get; init; }
}

/// <summary>
/// A second recording of a lesson never takes the first one's place by itself: its owner chooses, may choose
/// otherwise, and deletes what is not wanted.
/// </summary>
internal static class RecordingChoice
{
    /// <summary>The job that a whole recording leaves behind; Media does it.</summary>
    public const string FirstJob = "probe";

    public static void MapRecordingChoice(this IEndpointRouteBuilder app)
    {
        var lesson = app.MapGroup("/api/lessons/{id:guid}").WithTags("Lessons");
        lesson.MapGet("/recordings", List)
            .WithSummary("The recordings of a lesson that have arrived, for its owner.");
        lesson.MapPut("/recording", Choose)
            .WithSummary("Lets the lesson show another of its recordings, by its owner.");
        lesson.MapDelete("/recordings/{recordingId:guid}", Drop)
            .WithSummary("Deletes a recording that the lesson does not show, by its owner.")
            .AddEndpointFilter<RouteHandlerBuilder, HeldStays>()
            .ProducesProblem(409);
    }

    private static ProblemHttpResult NoSuchRecording =>
        TypedResults.Problem(statusCode: 404, title: "There is no such recording of this lesson.");

    private static async Task<Results<Ok<IReadOnlyList<ArrivedRecording>>, ProblemHttpResult>> List(
        Guid id, ClaimsPrincipal user, LessonStore lessons, RecordingStore recordings,
        CancellationToken stop) =>
        await lessons.MayI(user.PersonId(), id, stop) == May.Own
            ? TypedResults.Ok(await recordings.Arrived(id, stop))
            : LessonEndpoints.NoSuchLesson;

    private static async Task<Results<Ok<Lesson>, ProblemHttpResult>> Choose(
        Guid id, ChooseRecording choice, ClaimsPrincipal user, LessonStore lessons, Db db,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var isThere = await db.Change(async change =>
        {
            if (!await RecordingStore.Choose(change, id, choice.RecordingId)) return false;
            Log(change, LogAct.RecordingChosen, user, id, choice.RecordingId);
            if (await RecordingStore.BeginProcessing(change, choice.RecordingId))
                await JobQueue.Enqueue(change, Lane.Quick, FirstJob, choice.RecordingId, priority: 10);
            return true;
        }, stop);
        return isThere
            ? TypedResults.Ok(await lessons.Find(user.PersonId(), id, stop))
            : NoSuchRecording;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Drop(
        Guid id, Guid recordingId, ClaimsPrincipal user, LessonStore lessons, Db db, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var all = await db.Change(async change =>
        {
            var isDropped = await RecordingStore.Drop(change, id, recordingId);
            if (isDropped is true) Log(change, LogAct.RecordingDeleted, user, id, recordingId);
            return isDropped;
        }, stop);
        return all switch
        {
            true => TypedResults.NoContent(),
            false => TypedResults.Problem(statusCode: 409,
                title: "The lesson shows this recording. Choose another one first, or delete the lesson."),
            null => NoSuchRecording,
        };
    }

    private static void Log(Change change, LogAct act, ClaimsPrincipal user, Guid lesson, Guid recording) =>
        LogBook.Append(change, new LogEntry(act)
        {
            ActorId = user.PersonId(), LessonId = lesson, Detail = new { recording },
        });
}
