using LessonLens.Lessons;

namespace LessonLens.Home;

/// <summary>One lesson on the home page, with the words that it says.</summary>
/// <param name="Lesson">Which.</param>
/// <param name="SeenBy">People and groups, of one's own lesson.</param>
/// <param name="HasPoster">There is a picture of it.</param>
/// <param name="Given">Why I see it; null of one's own.</param>
public sealed record LessonCard(
    Lesson Lesson, IReadOnlyList<string> SeenBy, bool HasPoster, GivenToMe? Given = null)
{
    public bool Mine => Lesson.May == May.Own;

    public DateOnly Day => Lesson.TaughtOn ?? DateOnly.FromDateTime(Lesson.CreatedAt);

    public string WhoCanSee => SeenBy.Count switch
    {
        0 => "Only you",
        <= 3 => $"You, {string.Join(", ", SeenBy)}",
        _ => $"You and {SeenBy.Count} others",
    };

    public string WhoIcon => SeenBy.Count == 0 ? "/assets/icons.svg#lock" : "/assets/icons.svg#users";

    /// <summary>The others who can see it: "Ben", "Ben and Mathematics", "4 others".</summary>
    public string WhoElse => SeenBy.Count switch
    {
        0 => "",
        1 => SeenBy[0],
        <= 3 => $"{string.Join(", ", SeenBy.SkipLast(1))} and {SeenBy[^1]}",
        _ => $"{SeenBy.Count} others",
    };

    /// <summary>
    /// Changes when the card must look different; its percentage alone the page's script writes.
    /// </summary>
    public string Stage => Lesson.Recording.State.ToString().ToLowerInvariant()
        + (Lesson.Recording.Playable ? "-playable" : "");

    public string StateIcon => Lesson.Recording.State switch
    {
        RecordingState.Awaiting => "/assets/icons.svg#circle-dashed",
        RecordingState.Arriving => "/assets/icons.svg#upload",
        RecordingState.Processing => "/assets/icons.svg#loader",
        RecordingState.Failed => "/assets/icons.svg#circle-alert",
        _ => "/assets/icons.svg#clock",
    };

    /// <summary>The page's script says the same (<c>inShort</c>) when the state changes.</summary>
    public string State => Lesson.Recording switch
    {
        { State: RecordingState.Awaiting } => "No recording yet",
        { State: RecordingState.Arriving, Progress: var part } => $"Arriving: {Math.Floor(part * 100)} %",
        { State: RecordingState.Processing, Playable: true } => "Can be watched, the rest follows",
        { State: RecordingState.Processing, Ahead: not null } => "Waiting for its turn",
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
