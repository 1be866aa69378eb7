using System.Security.Claims;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.People;
using LessonLens.Reviews;
using LessonLens.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Archives;

/// <summary>Lessons as files: taken with one, and brought in again.</summary>
public static class ArchiveEndpoints
{
    private const string Zip = "application/zip";

    public static void AddArchives(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExportStore>();
        builder.Services.AddSingleton<LessonExport>();
        builder.Services.AddSingleton<MyExport>();
        builder.Services.AddSingleton<ImportStore>();
        builder.Services.AddSingleton<LessonUnpacking>();
        builder.Services.AddSingleton<IJobHandler, ImportJob>();
    }

    public static void MapArchives(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/lessons/{id:guid}/export", OfLesson).WithTags("Archives").MayBeLong()
            .WithSummary("A lesson of mine with all that I see of it, as a zip that can be brought in again.")
            .Downloads(Zip);
        app.MapGet("/api/me/export", OfMine).WithTags("Archives").MayBeLong()
            .WithSummary("All that is mine: my lessons, what I wrote elsewhere, my account.").Downloads(Zip);
        var imports = app.MapGroup("/api/lessons/imports").WithTags("Archives");
        imports.MapPost("/", BringIn)
            .WithSummary("Brings in a lesson whose zip came as a partial upload (Upload-Concat: partial).")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(507);
        imports.MapGet("/{importId:guid}", Find)
            .WithSummary("How far it is: waiting, done or failed.");
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> OfLesson(
        Guid id, ClaimsPrincipal user, LessonExport lessons, Visits visits, HttpRequest request,
        CancellationToken stop)
    {
        var me = user.PersonId();
        if (await lessons.Find(me, id, stop) is not { } recap) return LessonEndpoints.NoSuchLesson;
        await visits.Log(me, LogAct.LessonExported, id);
        return Stream(ExportEndpoints.FileName(recap.Lesson.Title), zip =>
            lessons.Pack(me, recap, ExportEndpoints.Site(request), zip, stop), stop);
    }

    private static PushStreamHttpResult OfMine(
        ClaimsPrincipal user, MyExport mine, HttpRequest request, CancellationToken stop) =>
        Stream("LessonLens", zip => mine.Pack(user.PersonId(), SessionCookie.Read(request),
            ExportEndpoints.Site(request), zip, stop), stop);

    /// <summary>As it is made: nothing of it is kept, and a line that breaks ends it.</summary>
    private static PushStreamHttpResult Stream(
        string name, Func<ArchiveWriter, Task> fill, CancellationToken stop) =>
        TypedResults.Stream(async to =>
        {
            await using var body = new ResponseBody(to);
            await ArchiveWriter.Write(body, fill, stop);
            await body.FlushAsync(stop);
        }, Zip, $"{name}.zip");

    private static async Task<Results<Accepted<LessonImport>, ProblemHttpResult>> BringIn(
        BringIn wanted, ClaimsPrincipal user, UploadStore uploads, UploadSpace space, ImportStore imports,
        CancellationToken stop)
    {
        var me = user.PersonId();
        // Its whole address, as the upload was told it, or the last part of it.
        var key = wanted.Upload[(wanted.Upload.LastIndexOf('/') + 1)..];
        if (await uploads.Find(key, stop) is not { IsPart: true, IsExpired: false } upload
            || upload.PersonId != me)
            return Problem(404, "There is no such upload of yours, or no more.");
        if (upload.FinishedAt is null) return Problem(409, "The file has not arrived completely yet.");
        if (await space.For(me, upload.Arrived, stop) is { } none) return none;
        var import = await imports.Begin(me, upload.Id);
        return TypedResults.Accepted($"/api/lessons/imports/{import.Id}", import);
    }

    private static async Task<Results<Ok<LessonImport>, ProblemHttpResult>> Find(
        Guid importId, ClaimsPrincipal user, ImportStore imports, CancellationToken stop) =>
        await imports.Find(user.PersonId(), importId, stop) is { } import
            ? TypedResults.Ok(import) : Problem(404, "There is no such import of yours.");

    private static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
