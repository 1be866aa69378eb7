using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>What holds for every grant: for somebody else, who exists, and until a day to come.</summary>
internal sealed class GrantTerms(PersonStore people, TimeProvider time)
{
    public static ProblemHttpResult TooLate => Refuse(400, "The end lies in the past.");

    /// <param name="me">Who gives.</param>
    /// <param name="personId">To whom.</param>
    /// <param name="asked">The end; left out, it is that of the school year.</param>
    /// <param name="what">Lesson or clip.</param>
    /// <param name="stop">The asker has gone.</param>
    /// <returns>Until when it may be given, or why not.</returns>
    public async Task<(DateTime Until, ProblemHttpResult? Refusal)> Check(
        Guid me, Guid personId, DateTimeOffset? asked, string what, CancellationToken stop)
    {
        if (personId == me) return (default, Refuse(400, $"This {what} is yours; you see it anyway."));
        if (await people.Find(personId, stop) is null)
            return (default, Refuse(404, "There is no such person."));
        var now = time.GetUtcNow().UtcDateTime;
        var until = asked?.UtcDateTime ?? EndOfSchoolYear(now);
        return until <= now ? (default, TooLate) : (until, null);
    }

    /// <summary>The night after 31 August.</summary>
    private static DateTime EndOfSchoolYear(DateTime now) =>
        new(now.Month < 9 ? now.Year : now.Year + 1, 9, 1, 0, 0, 0, DateTimeKind.Utc);

    private static ProblemHttpResult Refuse(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
