using LessonLens.Lessons;
using LessonLens.Uploads;

namespace LessonLens.Home;

/// <summary>
/// One thing that waits for its reader, in a sentence around a lesson's title, and where it leads.
/// </summary>
public sealed record Waiting(string Icon, string Before, string Title, string After, string Href)
{
    public static Waiting For(Upload upload, Lesson lesson)
    {
        var part = upload.Length == 0 ? 0 : upload.Arrived * 100 / upload.Length;
        return new Waiting("/assets/icons.svg#upload", "Your upload for", lesson.Title, upload.StandsStill
            ? $"stopped at {part} %: go on"
            : $"is on its way, {part} % has arrived. If it stopped, go on", $"/lessons/new?lesson={lesson.Id}");
    }

    public static Waiting ForFailed(Lesson lesson) => new("/assets/icons.svg#circle-alert", "", lesson.Title,
        "could not be made watchable: see why", $"/lessons/{lesson.Id}");
}
