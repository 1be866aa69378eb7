using System.Globalization;
using System.Security.Claims;
using System.Text;
using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Reviews;

/// <summary>
/// What was said about a lesson, to take away in open formats; of it only what the asker may see.
/// </summary>
internal static class ExportEndpoints
{
    private const int LongestName = 80;

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/api/lessons/{id:guid}/exports").WithTags("Reviews");
        exports.MapGet("/annotations.jsonld", WebAnnotations)
            .WithSummary("The notes and replies as W3C Web Annotations.")
            .Downloads(ExportWebAnnotations.MediaType);
        exports.MapGet("/annotations.csv", Table)
            .WithSummary("The notes and replies as a table (RFC 4180), for spreadsheets.")
            .Downloads("text/csv");
        exports.MapGet("/annotations.vtt", Vtt)
            .WithSummary("The notes and replies as a text track (WebVTT), for players.")
            .Downloads("text/vtt");
        exports.MapGet("/room-log.csv", RoomLog)
            .WithSummary("What those who looked at the lesson together did, as a table (RFC 4180).")
            .Downloads("text/csv");
    }

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> WebAnnotations(
        Guid id, ClaimsPrincipal user, Recaps recaps, Visits visits, HttpRequest request,
        CancellationToken stop, bool drafts = false) =>
        Download(recaps, visits, user, id, drafts,
            $"{ExportWebAnnotations.MediaType}; profile=\"{ExportWebAnnotations.Context}\"", "jsonld",
            recap => ExportWebAnnotations.Of(recap, PageOf(request, id), Site(request) + request.Path), stop);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Table(
        Guid id, ClaimsPrincipal user, Recaps recaps, Visits visits, HttpRequest request,
        CancellationToken stop, bool drafts = false) =>
        Download(recaps, visits, user, id, drafts, Csv.MediaType, "csv",
            recap => ExportCsv.Of(recap, PageOf(request, id)), stop);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Vtt(
        Guid id, ClaimsPrincipal user, Recaps recaps, Visits visits, CancellationToken stop,
        bool drafts = false) =>
        Download(recaps, visits, user, id, drafts, "text/vtt; charset=utf-8", "vtt", ExportVtt.Of, stop);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> RoomLog(
        Guid id, ClaimsPrincipal user, Recaps recaps, Visits visits, CancellationToken stop) =>
        Download(recaps, visits, user, id, false, Csv.MediaType, "csv",
            ExportCsv.OfLog, stop, "together");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        Recaps recaps, Visits visits, ClaimsPrincipal user, Guid id, bool drafts, string type, string ending,
        Func<Recap, byte[]> write, CancellationToken stop, string what = "notes")
    {
        if (await recaps.Of(user.PersonId(), id, drafts, stop) is not { } recap)
            return LessonEndpoints.NoSuchLesson;
        await visits.Log(user.PersonId(), LogAct.NotesExported, id);
        return TypedResults.File(write(recap), type, $"{FileName(recap.Lesson.Title)}, {what}.{ending}");
    }

    /// <summary>A title as every system takes it for the name of a file, and as it looks.</summary>
    internal static string FileName(string title)
    {
        // Windows refuses these; a sign that turns the direction could show another ending than there is.
        var kept = title.EnumerateRunes().Where(rune => !@"\/:*?""<>|".EnumerateRunes().Contains(rune)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format));
        var name = string.Concat(kept.Take(LongestName)).Trim(' ', '.');
        return name.Length == 0 ? "Lesson" : name;
    }

    internal static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    private static string PageOf(HttpRequest request, Guid lesson) => $"{Site(request)}/lessons/{lesson}";

    internal static void Downloads(this RouteHandlerBuilder route, string type) =>
        route.Described((operation, _) =>
        {
            operation.Answers(200, "All of it, as a file.", type);
            operation.AnswersWithHeader(200, "Content-Disposition", "A name for the file, from the title.");
        });
}
