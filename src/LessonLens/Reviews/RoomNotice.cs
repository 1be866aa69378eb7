using System.Text.Json;

namespace LessonLens.Reviews;

/// <summary>
/// News of a room as they travel between the web processes. They are small and may be lost: whoever joins
/// takes the whole state.
/// </summary>
internal sealed record RoomNotice(Guid LessonId)
{
    public const string Topic = "room";

    /// <summary>Who is here, or how they are, has changed.</summary>
    public bool People { get; init; }

    public Playback? Playback { get; init; }

    /// <summary>Somebody asks the one who drives for the wheel.</summary>
    public AskedForWheel? Asked { get; init; }

    public PointedAt? Pointer { get; init; }

    /// <summary>The process that has told its own people already.</summary>
    public Guid? From { get; init; }

    public override string ToString() => JsonSerializer.Serialize(this);

    public static RoomNotice? Parse(string payload) =>
        payload.Length == 0 ? null : JsonSerializer.Deserialize<RoomNotice>(payload);
}
