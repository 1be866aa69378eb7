using System.Globalization;
using System.Text;

namespace LessonLens.Reviews;

/// <summary>A lesson's notes as a table (RFC 4180, UTF-8), one row a note, for spreadsheets.</summary>
internal static class ExportCsv
{
    private static readonly string[] Head =
        ["time", "until", "kind", "about", "author", "note", "answered", "replies", "written", "link"];

    /// <param name="recap">What is exported.</param>
    /// <param name="page">The address of the lesson's page.</param>
    public static byte[] Of(Recap recap, string page) =>
        Table(recap.Moments.Select(moment => Row(moment, page)).Prepend(Head));

    /// <summary>What those who looked at the lesson together did, one row an event.</summary>
    public static byte[] OfLog(Recap recap) => Table(recap.Log
        .Select(one => (string?[])[
            Moment(one.HappenedAt), one.Person.Name, one.What, one.AtMs is { } at ? Time(at) : null,
        ])
        .Prepend(["when", "who", "what", "at"]));

    private static byte[] Table(IEnumerable<string?[]> rows)
    {
        var text = string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));
        // Without a byte order mark Excel takes UTF-8 for the letters of the machine's own country.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

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
        moment.Note is { CreatedAt: var written } ? Moment(written) : null,
        $"{page}?t={moment.AtMs}#a-{moment.Id}",
    ];

    private static string Moment(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Time(int ms) =>
        TimeSpan.FromMilliseconds(ms).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    /// <summary>
    /// A spreadsheet calculates what begins like a formula, which may send the sheet elsewhere: an apostrophe
    /// makes it text (OWASP, CSV injection).
    /// </summary>
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var guard = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" : "";
        return $"\"{guard}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
