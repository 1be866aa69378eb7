using System.Globalization;
using System.Text;

namespace LessonLens.Shared;

/// <summary>A table for spreadsheets (RFC 4180, UTF-8).</summary>
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    public static byte[] Table(IEnumerable<string?[]> rows)
    {
        var text = string.Concat(rows.Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));
        // Without a byte order mark Excel takes UTF-8 for the letters of the machine's own country.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

    public static string Moment(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

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
