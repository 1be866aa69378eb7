using System.Globalization;
using LessonLens.Lessons;
using LessonLens.Reviews;
using LessonLens.Uploads;

namespace LessonLens.Home;

/// <summary>
/// One thing that waits for its reader, in a sentence around a lesson's title, and where it leads.
/// </summary>
public sealed record Waiting(string Icon, string Before, string Title, string After, string Href)
{
    public static Waiting For(ConversationNews news)
    {
        var done = (news.Notes, news.Replies) switch
        {
            (0, 1) => "answered a note on",
            (0, var replies) => $"left {replies} answers on",
            (1, 0) => "left a note on",
            (var notes, 0) => $"left {notes} notes on",
            var (notes, replies) =>
                $"left {Count(notes, "note")} and {Count(replies, "answer")} on",
        };
        return new Waiting("/assets/icons.svg#message-square", $"{Who(news.Names)} {done}", news.Title, "",
            $"/lessons/{news.LessonId}");
    }

    public static Waiting For(Departure leaving, Guid me) => new("/assets/icons.svg#users",
        leaving.PersonId == me ? "You are asked to hand over your lessons in" : $"{leaving.Name} leaves",
        leaving.School,
        leaving.PersonId == me ? "and to leave it" : "and asks you to take lessons on",
        $"/leaving/{leaving.SchoolId}/{leaving.PersonId}");

    public static Waiting For(Upload upload, Lesson lesson)
    {
        // What was filmed in a browser has a length only when it has an end.
        var far = upload.Length is > 0 and var length ? $"{upload.Arrived * 100 / length}\u00a0%" : null;
        return new Waiting("/assets/icons.svg#upload", "Your upload for", lesson.Title,
            (far, upload.StandsStill) switch
            {
                (null, true) => "stopped: see what has arrived",
                (null, false) => "is on its way. If it stopped, see what has arrived",
                (_, true) => $"stopped at {far}: go on",
                (_, false) => $"is on its way, {far} has arrived. If it stopped, go on",
            },
            $"/lessons/new?lesson={lesson.Id}");
    }

    /// <summary>Somebody sees, or saw, my lesson for safeguarding.</summary>
    public static Waiting For(SafeguardingNotice notice) => new("/assets/icons.svg#shield-alert",
        notice.Lasts ? $"{notice.AskedBy} can see" : $"{notice.AskedBy} could see", notice.Title,
        $"for safeguarding{(notice.Lasts ? ", for 24 hours" : "")}; {notice.DecidedBy} agreed",
        $"/lessons/{notice.LessonId}");

    /// <summary>Somebody asks to, and I may agree.</summary>
    public static Waiting For(SafeguardingView view) => new("/assets/icons.svg#shield-alert",
        $"{view.AskedBy} asks to see", view.Title ?? "a lesson", "for safeguarding: read why, and decide",
        $"/people/safeguarding#view-{view.Id}");

    public static Waiting ForFailed(Lesson lesson) => new("/assets/icons.svg#circle-alert", "", lesson.Title,
        "could not be made watchable: see why", $"/lessons/{lesson.Id}");

    public static Waiting For(EndingLesson lesson) => new("/assets/icons.svg#archive", "", lesson.Title,
        $"is erased after {lesson.EndsAt.AddDays(-1).ToString("d MMM", CultureInfo.InvariantCulture)}: "
            + "keep it longer, or take it with you", $"/lessons/{lesson.Id}#kept");

    private static string Who(string[] names) => names switch
    {
        [var one] => one,
        [var one, var other] => $"{one} and {other}",
        [var one, .. var others] => $"{one} and {others.Length} others",
        [] => "Somebody",
    };

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
