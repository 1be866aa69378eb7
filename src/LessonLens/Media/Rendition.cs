namespace LessonLens.Media;

/// <summary>One way to watch a recording; it can be watched while it grows.</summary>
public sealed record Rendition
{
    public required Guid Id { get; init; }
    public required Guid RecordingId { get; init; }
    public required string Kind { get; init; }
    public required string State { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>Bits per second of its densest segment.</summary>
    public required int Bandwidth { get; init; }

    public required string Codecs { get; init; }

    public bool IsComplete => State == "complete";
}

/// <summary>Some seconds of a rendition. Number 0 has none: it says how to read the others.</summary>
public sealed record Segment
{
    public required int Number { get; init; }
    public required string Blob { get; init; }
    public required int DurationMs { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Of a second at least: the last segment is often one large picture and little else.</summary>
    public int BitsPerSecond => (int)Math.Min(int.MaxValue, Bytes * 8000 / Math.Max(DurationMs, 1000));
}
