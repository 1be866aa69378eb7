using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace LessonLens.People;

/// <summary>
/// People to invite, as a spreadsheet saves or copies them: a first line with the names of its columns (name
/// and email, and if wanted roles and groups, in any order), then a line for each person. Between fields
/// stands a comma, a semicolon or a tab; a field in quotes may hold any of them (RFC 4180).
/// </summary>
public sealed record StaffList
{
    public const int MostLines = 2_000;

    /// <summary>Of the file, and of what is pasted as UTF-8.</summary>
    public const int MostBytes = 1 << 20;

    internal const string NotUtf8 =
        "We cannot read the letters of this file. Save it as “CSV UTF-8”, please.";

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly char[] Delimiters = [',', ';', '\t'];

    /// <summary>Why nothing of it can be read, in a sentence; null where it can.</summary>
    public string? Fault { get; private init; }

    public IReadOnlyList<StaffLine> Lines { get; private init; } = [];

    public IReadOnlyList<Invite> ToInvite => [.. Lines
        .Where(line => line is { Fault: null, IsHere: false }).Select(line => line.Invite)];

    /// <summary>What a file holds; null where it is not UTF-8.</summary>
    public static string? TextOf(byte[] file)
    {
        try
        {
            return Strict.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <param name="text">As it was written or pasted.</param>
    /// <param name="school">Into which.</param>
    /// <param name="groups">That the school has.</param>
    /// <param name="here">The addresses of all who are in the school.</param>
    public static StaffList Read(
        string text, Guid school, IReadOnlyList<Group> groups, IEnumerable<string> here)
    {
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            return new() { Fault = "That is more than 1 MB. A list of staff is much smaller." };
        text = text.TrimStart('\ufeff');
        var isDamaged = false;
        var shape = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => isDamaged = true,
        };
        using var csv = new CsvParser(new StringReader(text), shape);
        if (!csv.Read()) return new() { Fault = "There is nothing in this list." };
        string[] header = [.. csv.Record!.Select(column => column.ToLowerInvariant())];
        if (StaffLine.FaultOf(header) is { } fault) return new() { Fault = fault };

        var lines = new List<StaffLine>();
        var firstWith = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var known = here.ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (csv.Read())
        {
            var fields = csv.Record!;
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            if (lines.Count == MostLines)
                return new() { Fault = $"That is more than {MostLines:N0} people. Divide the list, please." };
            // A quoted field may go over several lines; people look for the first.
            var number = csv.RawRow - csv.RawRecord.TrimEnd('\r', '\n').Count(letter => letter == '\n');
            var line = isDamaged || fields.Length > header.Length
                ? StaffLine.Damaged(number, school)
                : StaffLine.Of(number, school, header.Zip(fields).ToDictionary(), groups);
            isDamaged = false;
            var first = firstWith.GetValueOrDefault(line.Invite.Email);
            if (line.Fault is null && !firstWith.TryAdd(line.Invite.Email, number))
                line = line with { Fault = $"This address stands in line {first} already." };
            lines.Add(line with { IsHere = line.Fault is null && known.Contains(line.Invite.Email) });
        }

        return lines.Count == 0
            ? new() { Fault = "There is nobody in this list below the names of the columns." }
            : new() { Lines = lines };
    }

    /// <summary>The one that stands most often in the first line.</summary>
    private static string DelimiterOf(string text)
    {
        var first = text.AsSpan()[..(text.IndexOf('\n') is >= 0 and var end ? end : text.Length)].ToString();
        return Delimiters.MaxBy(mark => first.Count(letter => letter == mark)).ToString();
    }
}
