using Dapper;
using LessonLens.Database;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>
/// What holds for every grant: for somebody else who exists, or for a group of the lesson's school, and until
/// a day to come. Left out, that is the last day of the school's year (31 July unless the school says
/// otherwise), or of the
/// year after, where it is less than 30 days away: nobody shares for a fortnight unknowing.
/// </summary>
internal sealed class GrantTerms(Db db, PersonStore people, TimeProvider time)
{
    private static readonly TimeSpan ShortestYear = TimeSpan.FromDays(30);

    public static ProblemHttpResult TooLate => Refuse(400, "The end lies in the past.");

    /// <param name="me">Who gives.</param>
    /// <param name="lessonId">What is given, or what it is a part of; it is there.</param>
    /// <param name="to">To whom.</param>
    /// <param name="asked">The end; left out, it is that of the school year.</param>
    /// <param name="what">Lesson or clip.</param>
    /// <param name="stop">The asker has gone.</param>
    /// <returns>Until when it may be given, or why not.</returns>
    public async Task<(DateTime Until, ProblemHttpResult? Refusal)> Check(
        Guid me, Guid lessonId, GrantedTo to, DateTimeOffset? asked, string what, CancellationToken stop)
    {
        if (to == GrantedTo.Person(me))
            return (default, Refuse(400, $"This {what} is yours; you see it anyway."));
        if (!to.IsGroup && await people.Find(to.Id, stop) is null)
            return (default, Refuse(404, "There is no such person."));
        await using var connection = await db.Open(stop);
        var (month, day, hasGroup, isKeptIn) = await connection.QuerySingleOrDefaultAsync<(
            int, int, bool, bool)>("""
            select s.year_ends_month, s.year_ends_day,
                exists (select from groups g where g.id = @Id and g.school_id = s.id),
                is_kept_in(l.id, @Id)
            from lessons l join schools s on s.id = l.school_id
            where l.id = @lessonId
            """, new { lessonId, to.Id });
        if (month == 0) return (default, LessonEndpoints.NoSuchLesson);
        if (to.IsGroup && !hasGroup)
            return (default, Refuse(404, "There is no such group in the lesson’s school."));
        if (isKeptIn && !to.IsGroup)
            return (default, Refuse(409, $"A pupil of this class must not be recorded, so the {what} "
                + "stays in your school."));
        var now = time.GetUtcNow().UtcDateTime;
        var until = asked?.UtcDateTime ?? EndOfSchoolYear(now, month, day);
        return until <= now ? (default, TooLate) : (until, null);
    }

    /// <summary>The night after the last day.</summary>
    internal static DateTime EndOfSchoolYear(DateTime now, int month, int day)
    {
        var end = EndIn(now.Year);
        return end >= now + ShortestYear ? end
            : EndIn(now.Year + 1) is var next && next >= now + ShortestYear ? next
            : EndIn(now.Year + 2);

        DateTime EndIn(int year) => new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).AddDays(1);
    }

    private static ProblemHttpResult Refuse(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
