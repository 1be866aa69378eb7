using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace LessonLens.People;

/// <summary>What somebody looks for in the log, as the address of the page says it.</summary>
public sealed partial record LogNarrowing
{
    internal const int Longest = 200;
    private const string Day = "yyyy-MM-dd";

    /// <summary>A part of a name or an e-mail address.</summary>
    [FromQuery(Name = "who")] public string? Who { get; init; }

    /// <summary>A part of a title, or an id, also as a part of an address.</summary>
    [FromQuery(Name = "lesson")] public string? Lesson { get; init; }

    /// <summary>A <see cref="LogKind"/>.</summary>
    [FromQuery(Name = "what")] public string? What { get; init; }

    /// <summary>The first day, as in 2026-11-03.</summary>
    [FromQuery(Name = "from")] public string? From { get; init; }

    /// <summary>The last day.</summary>
    [FromQuery(Name = "until")] public string? Until { get; init; }

    /// <summary>Whose days these are: "Europe/London"; left out, those of UTC.</summary>
    [FromQuery(Name = "zone")] public string? Zone { get; init; }

    /// <summary>Why this cannot be looked for, in words; null where it can.</summary>
    internal string? Fault =>
        new[] { Who, Lesson }.Any(text => text?.Length > Longest || text?.Contains('\0') == true)
            ? "Look for a shorter text, without odd characters."
        : IsGiven(What) && Kind is null ? "There is no such kind of entry."
        : IsGiven(From) && DayOf(From) is null || IsGiven(Until) && DayOf(Until) is null
            ? "Write a day as in 2026-11-03."
        : IsGiven(Zone) && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone!, out _) 
            ? "There is no such time zone."
        : null;

    internal bool IsNarrow => new[] { Who, Lesson, What, From, Until }.Any(IsGiven);

    internal LogKind? Kind =>
        Enum.TryParse<LogKind>(What, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>UTC; where the first day begins and the last one has ended.</summary>
    internal DateTime? Begin => DayOf(From) is { } day ? Midnight(day) : null;
    internal DateTime? End => DayOf(Until) is { } day ? Midnight(day.AddDays(1)) : null;

    /// <summary>Where <see cref="Lesson"/> names one by its id.</summary>
    internal Guid? LessonId =>
        Id().Match(Lesson ?? "") is { Success: true } id ? Guid.Parse(id.Value) : null;

    /// <summary>The address of the same, with more.</summary>
    internal string Address(string path, params IEnumerable<KeyValuePair<string, string?>> more) =>
        QueryHelpers.AddQueryString(path, new Dictionary<string, string?>(more)
        {
            ["who"] = Who, ["lesson"] = Lesson, ["what"] = What, ["from"] = From, ["until"] = Until,
            ["zone"] = Zone,
        }.Where(one => IsGiven(one.Value)));

    internal static bool IsGiven(string? text) => !string.IsNullOrWhiteSpace(text);

    // Years of people who are alive; beyond them calendars and time zones have edges.
    internal static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
        && day.Year is >= 1900 and < 2200 ? day : null;

    private DateTime Midnight(DateOnly day)
    {
        var zone = IsGiven(Zone) && TimeZoneInfo.TryFindSystemTimeZoneById(Zone!, out var found)
            ? found : TimeZoneInfo.Utc;
        var local = day.ToDateTime(default);
        // Where clocks are put forward at midnight there is none, and this is an hour from it.
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).UtcDateTime;
    }

    [GeneratedRegex("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
