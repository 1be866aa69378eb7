using LessonLens.Lessons;

namespace LessonLens.Home;

/// <summary>One lesson on the home page, with the words that it says.</summary>
public sealed record LessonCard(Lesson Lesson, IReadOnlyList<string> SeenBy)
{
    public bool Mine => Lesson.May == May.Own;

    public bool HasPoster => Lesson.Recording.State == RecordingState.Ready;

    public DateOnly Day => Lesson.TaughtOn ?? DateOnly.FromDateTime(Lesson.CreatedAt);

    public string WhoCanSee => SeenBy.Count switch
    {
        0 => "Only you",
        <= 3 => $"You, {string.Join(", ", SeenBy)}",
        _ => $"You and {SeenBy.Count} colleagues",
    };

    /// <summary>The page's script says the same (<c>inShort</c>) when the state changes.</summary>
    public string State => Lesson.Recording switch
    {
        { State: RecordingState.Awaiting } => "No recording yet",
        { State: RecordingState.Arriving, Progress: var part } => $"Arriving: {Math.Floor(part * 100)} %",
        { State: RecordingState.Processing, Playable: true } => "Can be watched, the rest follows",
        { State: RecordingState.Processing } => "Being made watchable",
        { State: RecordingState.Failed } => "The recording cannot be used",
        { DurationMs: { } ms } => Duration(TimeSpan.FromMilliseconds(ms)),
        _ => "Ready",
    };

    private static string Duration(TimeSpan length) => length switch
    {
        { TotalMinutes: < 0.5 } => $"{Math.Max(1, Math.Round(length.TotalSeconds))} s",
        { TotalMinutes: < 59.5 } => $"{Math.Round(length.TotalMinutes, MidpointRounding.AwayFromZero)} min",
        _ => $"{Math.Floor(length.TotalHours)} h {length.Minutes} min",
    };
}
