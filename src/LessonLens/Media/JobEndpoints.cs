using System.Security.Claims;
using LessonLens.Jobs;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Media;

/// <summary>Work on a school's recordings, for its administrators. For all others there is none.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/jobs").WithTags("Jobs").ProducesProblem(404);
        jobs.MapGet("/", List)
            .WithSummary("What failed or stumbles in my schools, and how the queue stands (administrators).");
        jobs.MapPost("/{jobId:long}/attempts", Begin)
            .WithSummary("Tries a failed job of my schools again (administrators).");
    }

    private static ProblemHttpResult NoSuchJob => TypedResults.Problem(statusCode: 404,
        title: "There is no such job, or not in a school that you look after.");

    private static async Task<Results<Ok<SchoolJobs>, ProblemHttpResult>> List(
        ClaimsPrincipal user, SchoolJobStore jobs, JobQueue queue, CancellationToken stop) =>
        user.IsInRole(SessionCookie.Administrator)
            ? TypedResults.Ok(new SchoolJobs(
                await jobs.Troubled(user.PersonId(), stop), await queue.Standing(stop)))
            : NoSuchJob;

    private static async Task<Results<Accepted, ProblemHttpResult>> Begin(
        long jobId, ClaimsPrincipal user, SchoolJobStore jobs) =>
        await jobs.TryAgain(user.PersonId(), jobId) ? TypedResults.Accepted("/api/jobs") : NoSuchJob;
}
