using System.Globalization;

namespace LessonLens.Media;

/// <summary>How loud each twentieth of a second is, to be drawn as a line (JSON).</summary>
internal static class Peaks
{
    public static string NoSound => Json([], "This recording has no sound.");

    /// <param name="values">0 is silence, 1 as loud as can be; none when the sound cannot be read.</param>
    public static string Of(IReadOnlyList<double> values) => values.Count == 0
        ? Json([], "The sound of this recording cannot be read.")
        : Json(values.Select(value => value.ToString("0.##", CultureInfo.InvariantCulture)));

    private static string Json(IEnumerable<string> values, string? note = null) =>
        $"{{\"perSecond\":{SoundMeter.PeaksPerSecond},\"peaks\":[{string.Join(',', values)}]" +
        $"{(note is null ? "" : $",\"note\":\"{note}\"")}}}";
}
