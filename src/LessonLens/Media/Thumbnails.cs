using System.Text;

namespace LessonLens.Media;

/// <summary>The small pictures of a recording, as a text track that players read (WebVTT).</summary>
public sealed record Thumbnails
{
    public required Guid Id { get; init; }

    /// <summary>When each picture begins to be on screen.</summary>
    public required int[] StartsMs { get; init; }

    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Columns { get; init; }
    public required int Rows { get; init; }

    /// <summary>Shorter than announced when the recording stops early.</summary>
    public required int DurationMs { get; init; }

    public string Track()
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var number = 0; number < StartsMs.Length && StartsMs[number] < DurationMs; number++)
        {
            var (sheet, place) = Math.DivRem(number, Columns * Rows);
            var (row, column) = Math.DivRem(place, Columns);
            var end = number + 1 == StartsMs.Length ? DurationMs : Math.Min(DurationMs, StartsMs[number + 1]);
            text.Append(
                $"\n{Time(StartsMs[number])} --> {Time(end)}\n" +
                $"{MediaNames.Sprite(Id, sheet)}#xywh={column * Width},{row * Height},{Width},{Height}\n");
        }

        return text.ToString();
    }

    private static string Time(int ms) => TimeSpan.FromMilliseconds(ms).ToString(@"hh\:mm\:ss\.fff");
}
