using System.Security.Claims;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Media;

/// <summary>Another attempt at a recording that failed: the only door out of that state.</summary>
internal static class AttemptEndpoints
{
    public static void MapAttempts(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/lessons/{id:guid}/recording/attempts", Begin)
            .WithSummary("Tries again to make a failed recording watchable, by its owner.")
            .ProducesProblem(409).WithTags("Lessons");

    private static async Task<Results<Accepted<Recording>, ProblemHttpResult>> Begin(
        Guid id, ClaimsPrincipal user, LessonStore lessons, OriginalStore originals, Db db,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var original = await originals.Find(user.PersonId(), id, stop);
        if (original is null || !await db.Change(change => TryAgain(change, original.RecordingId), stop))
            return TypedResults.Problem(statusCode: 409,
                title: "There is nothing to try again: this recording has not failed.");
        var lesson = await lessons.Find(user.PersonId(), id, stop);
        return TypedResults.Accepted($"/api/lessons/{id}", lesson!.Recording);
    }

    /// <summary>From the first look on; what is there already can be watched until its new one is.</summary>
    internal static async Task<bool> TryAgain(Change change, Guid recording)
    {
        if (!await RecordingStore.HasFailed(change, recording)) return false;
        // One that is about to die would end this attempt, too. Jobs go first, as in all that changes both.
        await JobQueue.WithdrawTroubled(change, recording, except: FingerprintJob.Name);
        if (!await RecordingStore.TryAgain(change, recording)) return false;
        await JobQueue.Enqueue(change, Lane.Quick, RecordingChoice.FirstJob, recording, priority: 10);
        return true;
    }
}
