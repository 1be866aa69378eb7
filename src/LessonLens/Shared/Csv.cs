using System.Globalization;
using System.Text;

namespace LessonLens.Shared;

/// <summary>A table for spreadsheets (RFC 4180, UTF-8).</summary>
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    public static byte[] Table(IEnumerable<string?[]> rows)
    {
        var text = string.Concat(rows.Select(Line));
        // Without a byte order mark Excel takes UTF-8 for the letters of the machine's own country.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

    /// <summary>The same for one that is too long for the memory.</summary>
    public static async Task Write(Stream to, IAsyncEnumerable<string?[]> rows)
    {
        await using var text = new StreamWriter(to, Encoding.UTF8, leaveOpen: true);
        await foreach (var row in rows) await text.WriteAsync(Line(row));
    }

    public static string Moment(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Line(string?[] row) => string.Join(',', row.Select(Cell)) + "\r\n";

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
