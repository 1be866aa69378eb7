using System.Security.Claims;
using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>Who saw a lesson and when: its owner's alone; for everybody else these do not exist.</summary>
internal static class AccessLogEndpoints
{
    public static void MapAccessLog(this RouteGroupBuilder lessons)
    {
        lessons.MapGet("/{id:guid}/access-log", Read)
            .WithSummary("Who saw the lesson and what was done with it, for its owner; the newest first.");
        lessons.MapGet("/{id:guid}/access-log.csv", Download)
            .WithSummary("All of the access log as a table (RFC 4180), for its owner.")
            .Described((operation, _) => operation.Answers(200, "All of it, as a file.", "text/csv"));
    }

    private static async Task<Results<Ok<AccessPage>, ProblemHttpResult>> Read(
        Guid id, ClaimsPrincipal user, LessonStore lessons, AccessLog log, CancellationToken stop,
        long? before = null, bool others = false) =>
        await lessons.MayI(user.PersonId(), id, stop) == May.Own
            ? TypedResults.Ok(await log.Read(user.PersonId(), id, before, others, stop))
            : LessonEndpoints.NoSuchLesson;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        Guid id, ClaimsPrincipal user, LessonStore lessons, AccessLog log, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var rows = (await log.ReadAll(user.PersonId(), id, stop)).Select(one => (string?[])[
            Csv.Moment(one.At), one.Until is { } until ? Csv.Moment(until) : null, one.Who?.Name, one.Act,
            one.About?.Name, one.ClipId?.ToString(),
        ]);
        return TypedResults.File(
            Csv.Table(rows.Prepend(["when", "until", "who", "what", "whom", "clip"])), Csv.MediaType,
            "Access log.csv");
    }
}
