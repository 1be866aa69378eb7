using System.Globalization;
using LessonLens.Shared;

namespace LessonLens.Reviews;

/// <summary>A lesson's notes as a table (RFC 4180, UTF-8), one row a note, for spreadsheets.</summary>
internal static class ExportCsv
{
    private static readonly string[] Head =
        ["time", "until", "kind", "about", "author", "note", "answered", "replies", "written", "link"];

    /// <param name="recap">What is exported.</param>
    /// <param name="page">The address of the lesson's page.</param>
    public static byte[] Of(Recap recap, string page) =>
        Csv.Table(recap.Moments.Select(moment => Row(moment, page)).Prepend(Head));

    /// <summary>What those who looked at the lesson together did, one row an event.</summary>
    public static byte[] OfLog(Recap recap) => Csv.Table(recap.Log
        .Select(one => (string?[])[
            Csv.Moment(one.HappenedAt), one.Person.Name, one.What, one.AtMs is { } at ? Time(at) : null,
        ])
        .Prepend(["when", "who", "what", "at"]));

    private static string?[] Row(Moment moment, string page) =>
    [
        Time(moment.AtMs),
        moment.Note?.UntilMs is { } until ? Time(until) : null,
        moment.Note?.Kind.ToString().ToLowerInvariant(),
        moment.Note?.About?.ToString().ToLowerInvariant(),
        moment.Note?.Author.Name,
        moment.Note is null ? "This note was deleted." : moment.Note.Text,
        moment.Note is { Kind: Kind.Wondered, Answered: var answered } ? answered ? "yes" : "no" : null,
        string.Join('\n', moment.Replies.Select(reply => $"{reply.Author.Name}: {reply.Text}")),
        moment.Note is { CreatedAt: var written } ? Csv.Moment(written) : null,
        $"{page}?t={moment.AtMs}#a-{moment.Id}",
    ];

    private static string Time(int ms) =>
        TimeSpan.FromMilliseconds(ms).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
