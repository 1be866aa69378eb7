using System.Globalization;
using System.Text.Json;

namespace LessonLens.People;

/// <summary>An entry of the log with the names that its sentence needs, as its reader calls them.</summary>
internal sealed record LogTelling
{
    public required string Act { get; init; }

    /// <summary>Null is LessonLens itself, or somebody who did not sign in.</summary>
    public string? Who { get; init; }

    public required string Whom { get; init; }

    /// <summary>They did it to themselves.</summary>
    public bool IsTheirOwn { get; init; }

    /// <summary>The lesson or clip: "“Comparing fractions”", or "it" where it is plain which.</summary>
    public required string It { get; init; }

    /// <summary>" of “Comparing fractions”", or nothing where it is plain of which.</summary>
    public string Of { get; init; } = "";

    public string? Group { get; init; }

    /// <summary>As the log keeps it.</summary>
    public JsonElement? Detail { get; init; }

    public string? Told(string name) =>
        Detail is { } detail && detail.TryGetProperty(name, out var value) ? value.ToString() : null;

    public string? Day(string name) =>
        LogNarrowing.DayOf(Told(name))?.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
