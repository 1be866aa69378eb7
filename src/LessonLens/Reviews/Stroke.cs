using System.Globalization;
using System.Text.Json;

namespace LessonLens.Reviews;

/// <summary>
/// One stroke of a drawing on a paused picture: a pen's line, an arrow, or a box between two corners. Its
/// points lie in 0..1 of the picture's width and height.
/// </summary>
public sealed record Stroke(string Tool, IReadOnlyList<(double X, double Y)> Points)
{
    private const double HeadOfArrow = 0.04;
    private const double HeadAngle = Math.PI / 7;

    /// <summary>The server keeps drawings as they come: what is no stroke is left out.</summary>
    public static IReadOnlyList<Stroke> Of(JsonElement? drawing) =>
        drawing is { ValueKind: JsonValueKind.Object } given
            && given.TryGetProperty("strokes", out var strokes)
            && strokes.ValueKind == JsonValueKind.Array
            ? strokes.EnumerateArray().Select(Read).OfType<Stroke>().ToList()
            : [];

    /// <summary>As the <c>d</c> of an SVG path, in a picture of this size.</summary>
    public string Path(int width, int height)
    {
        var points = Points.Select(point => (X: point.X * width, Y: point.Y * height)).ToList();
        var (from, to) = (points[0], points[^1]);
        return Tool switch
        {
            "box" => $"M{At(from)}H{Number(to.X)}V{Number(to.Y)}H{Number(from.X)}Z",
            "arrow" => $"M{At(from)}L{At(to)}{Head(from, to, HeadOfArrow * Math.Max(width, height))}",
            // A pen that only touched the picture leaves a dot.
            _ => $"M{At(from)}L{string.Join(' ', points.Select(At))}",
        };
    }

    private static Stroke? Read(JsonElement stroke)
    {
        if (stroke.ValueKind != JsonValueKind.Object
            || !stroke.TryGetProperty("tool", out var tool) || tool.ValueKind != JsonValueKind.String
            || tool.GetString() is not ("pen" or "arrow" or "box")
            || !stroke.TryGetProperty("points", out var points) || points.ValueKind != JsonValueKind.Array)
            return null;
        var read = points.EnumerateArray().Select(Point).ToList();
        return read.Count == 0 || read.Contains(null)
            ? null
            : new Stroke(tool.GetString()!, read.Select(point => point!.Value).ToList());
    }

    private static (double X, double Y)? Point(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2
            && Part(point[0]) is { } x && Part(point[1]) is { } y ? (x, y) : null;

    /// <summary>A hand that left the picture drew along its edge.</summary>
    private static double? Part(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var part)
            ? Math.Clamp(part, 0, 1) : null;

    private static string Head((double X, double Y) from, (double X, double Y) to, double length)
    {
        var back = Math.Atan2(from.Y - to.Y, from.X - to.X);
        return $"M{Side(back - HeadAngle)}L{At(to)}L{Side(back + HeadAngle)}";

        string Side(double angle) =>
            At((to.X + length * Math.Cos(angle), to.Y + length * Math.Sin(angle)));
    }

    private static string At((double X, double Y) point) => $"{Number(point.X)},{Number(point.Y)}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
