using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// How long lessons are kept. Each has an end; the owner may choose another one, within what their school
/// allows. What is past its end is erased within a day.
/// </summary>
public sealed class RetentionStore(Db db, TimeProvider time)
{
    /// <summary>So long before its end an owner is reminded of it.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>When a lesson that is planned now ends: mostly with the next school year.</summary>
    internal static async Task<DateTime> EndOf(Change change, Guid school, DateTime planned)
    {
        var (month, day, years) = await change.Connection.QuerySingleAsync<(int, int, int)>(
            "select year_ends_month, year_ends_day, kept_years from schools where id = @school",
            new { school });
        return GrantTerms.EndOfSchoolYear(planned, month, day).AddYears(years);
    }

    /// <returns>Null for whoever does not own it.</returns>
    public async Task<Retention?> Of(Guid me, Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var row = await connection.QuerySingleOrDefaultAsync<(
            DateTime Ends, string? Held, int Month, int Day, int Most)?>("""
            select l.ends_at, h.reason, s.year_ends_month, s.year_ends_day, s.most_kept_years
            from visible_lessons(@me) v join lessons l on l.id = v.lesson_id
            join schools s on s.id = l.school_id left join holds h on h.lesson_id = l.id
            where l.id = @lesson and v.may = 'own'
            """, new { me, lesson });
        return row is not var (ends, held, month, day, most) ? null : new Retention
        {
            EndsAt = ends,
            Latest = GrantTerms.EndOfSchoolYear(Now, month, day).AddYears(most),
            HeldBecause = held,
        };
    }

    /// <summary>The owner has asked for it, within the limits.</summary>
    public Task Choose(Guid me, Guid lesson, DateTime endsAt) => db.Change(change =>
        change.Connection.ExecuteAsync(
            "update lessons set ends_at = @endsAt where id = @lesson and owner_id = @me",
            new { me, lesson, endsAt }));

    /// <summary>Those of mine that end soon.</summary>
    public async Task<IReadOnlyList<EndingLesson>> EndingSoon(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<EndingLesson>("""
            select l.id, l.title, l.ends_at
            from visible_lessons(@me) v join lessons l on l.id = v.lesson_id
            where v.may = 'own' and l.ends_at <= @soon
                and not exists (select from holds h where h.lesson_id = l.id)
            order by l.ends_at, l.id
            """, new { me, soon = Now + Notice })).ToList();
    }

    /// <summary>The rule of each school that a person looks after.</summary>
    public async Task<IReadOnlyList<SchoolRule>> Rules(Guid admin, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SchoolRule>("""
            select s.id as school_id, s.name as school, s.kept_years, s.most_kept_years,
                s.year_ends_month, s.year_ends_day
            from memberships m join schools s on s.id = m.school_id
            where m.person_id = @admin and m.role = 'admin' order by s.name, s.id
            """, new { admin })).ToList();
    }

    /// <summary>For lessons that are planned from now on; what owners chose stays.</summary>
    /// <returns>False when they do not look after that school.</returns>
    public Task<bool> SetRule(Guid admin, Guid school, SetSchoolRule rule) => db.Change(async change =>
        await change.Connection.ExecuteAsync("""
            update schools set kept_years = @KeptYears, most_kept_years = @MostKeptYears
            where id = @school and exists (select from memberships
                where school_id = @school and person_id = @admin and role = 'admin')
            """, new { admin, school, rule.KeptYears, rule.MostKeptYears }) == 1);
}

/// <summary>How long a lesson is kept.</summary>
public sealed record Retention
{
    /// <summary>UTC; from then on it is erased, within a day.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>The latest end that the school allows its owner to choose.</summary>
    public required DateTime Latest { get; init; }

    /// <summary>As long as it is held, for this reason, nothing is erased; null when it is not.</summary>
    public string? HeldBecause { get; init; }

    /// <returns>Why it cannot end then; null when it can.</returns>
    internal (int Status, string Title)? Refuses(DateTime endsAt, DateTime now) =>
        endsAt <= now.AddDays(1) ? (400,
            "That is too soon. To have it gone now, delete it: then you have a minute to undo it.")
        : endsAt > Latest ? (409,
            $"Your school keeps lessons until {Latest.AddDays(-1).ToString("d MMM yyyy", English)} at most.")
        : null;

    private static CultureInfo English => CultureInfo.InvariantCulture;
}

/// <summary>The owner's choice.</summary>
public sealed record ChooseEnd
{
    public required DateTimeOffset EndsAt { get; init; }
}

public sealed record EndingLesson
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required DateTime EndsAt { get; init; }
}

/// <summary>Counted in school years after that in which a lesson is planned.</summary>
public sealed record SchoolRule
{
    public required Guid SchoolId { get; init; }
    public required string School { get; init; }
    public required int KeptYears { get; init; }
    public required int MostKeptYears { get; init; }

    /// <summary>With the last day of the school's year: 1..12, and a day of that month.</summary>
    public required int YearEndsMonth { get; init; }
    public required int YearEndsDay { get; init; }
}

public sealed record SetSchoolRule : IValidatableObject
{
    public const int Most = 10;

    [Range(0, Most, ErrorMessage = "Lessons are kept for up to 10 school years.")]
    public required int KeptYears { get; init; }

    [Range(0, Most, ErrorMessage = "Lessons are kept for up to 10 school years.")]
    public required int MostKeptYears { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        KeptYears > MostKeptYears
            ? [new ValidationResult("The usual time cannot be longer than the longest.", [nameof(KeptYears)])]
            : [];
}
