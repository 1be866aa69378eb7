using System.Text;

namespace LessonLens.Media;

/// <summary>The small pictures of a recording, as a text track that players read (WebVTT).</summary>
public sealed record Thumbnails
{
    public required Guid Id { get; init; }
    public required int Pictures { get; init; }
    public required int EveryMs { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Columns { get; init; }
    public required int Rows { get; init; }

    /// <summary>Shorter than announced when the recording stops early.</summary>
    public required int DurationMs { get; init; }

    public string Track()
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var number = 0; number < Pictures && number * EveryMs < DurationMs; number++)
        {
            var (sheet, place) = Math.DivRem(number, Columns * Rows);
            var (row, column) = Math.DivRem(place, Columns);
            var end = number + 1 == Pictures ? DurationMs : Math.Min(DurationMs, (number + 1) * EveryMs);
            text.Append(
                $"\n{Time(number * EveryMs)} --> {Time(end)}\n" +
                $"{MediaNames.Sprite(Id, sheet)}#xywh={column * Width},{row * Height},{Width},{Height}\n");
        }

        return text.ToString();
    }

    private static string Time(int ms) => TimeSpan.FromMilliseconds(ms).ToString(@"hh\:mm\:ss\.fff");
}
