using System.Security.Claims;
using LessonLens.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>A school's log as a table, for its administrators. For all others there is none.</summary>
internal static class LogEndpoints
{
    public static void MapLog(this RouteGroupBuilder school) => school.MapGet("/log.csv", Download)
        .WithSummary("What happened in the school, as a table (RFC 4180), the newest first (administrators).")
        .Described((operation, _) => operation.Answers(200, "What was asked for, as a file.", "text/csv"));

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Download(
        Guid schoolId, [AsParameters] LogNarrowing narrowing, ClaimsPrincipal user, SchoolPeopleStore people,
        LogReading log, CancellationToken stop)
    {
        var me = user.PersonId();
        if (!await people.LooksAfter(me, schoolId, me, stop)) return SchoolPeopleEndpoints.NotMine;
        if (narrowing.Fault is { } fault) return TypedResults.Problem(statusCode: 400, title: fault);
        var selection = await log.Select(me, schoolId, narrowing, stop);
        await log.Note(selection, asTable: true);
        return TypedResults.Stream(
            body => Csv.Write(body, Rows(log.ReadAll(selection, stop))), Csv.MediaType, "Log.csv");
    }

    private static async IAsyncEnumerable<string?[]> Rows(IAsyncEnumerable<LogLine> lines)
    {
        yield return ["number", "when", "until", "who", "what", "whom", "lesson", "in words", "reason"];
        await foreach (var line in lines)
            yield return
            [
                $"{line.Number}", Csv.Moment(line.At), line.Until is { } until ? Csv.Moment(until) : null,
                line.Who, line.Act, line.Whom, line.Lesson, line.Sentence, line.Reason,
            ];
    }
}
