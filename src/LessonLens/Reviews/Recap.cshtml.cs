using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Reviews;

/// <summary>What came of looking at a lesson, as an article to read, to print and to take away.</summary>
public sealed class RecapPage(Recaps recaps, Visits visits) : PageModel
{
    // Until its size is known, a recording is taken to be 16:9.
    private const int UnknownWidth = 1600;
    private const int UnknownHeight = 900;

    public Recap Recap { get; private set; } = null!;

    /// <summary>The reader's own drafts stand among the notes.</summary>
    public bool WithDrafts { get; private set; }

    public string Href => $"/lessons/{Recap.Lesson.Id}";

    /// <summary>What the exports are asked for, so that they hold what the page shows.</summary>
    public string Query => WithDrafts ? "?drafts=true" : "";

    public int Width => Recap.Lesson.Recording.Width ?? UnknownWidth;
    public int Height => Recap.Lesson.Recording.Height ?? UnknownHeight;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop, bool drafts = false)
    {
        if (await recaps.Of(User.PersonId(), id, drafts, stop) is not { } recap) return NotFound();
        await visits.Note(User.PersonId(), LogAct.LessonOpened, id);
        (Recap, WithDrafts) = (recap, drafts);
        return Page();
    }

    /// <summary>The picture at the note; null where the recording has none, or none yet.</summary>
    public string? Still(Moment moment) =>
        moment.Note is not null && Recap.Lesson.Recording is { Playable: true, DurationMs: { } end }
            && moment.AtMs <= end
            ? $"/media/lessons/{Recap.Lesson.Id}/stills/{moment.AtMs}.jpg"
            : null;

    public string LinkTo(Annotation note) => $"{Href}?t={note.AtMs}#a-{note.Id}";

    /// <summary>As the page's scripts say it (<c>inShort</c>): "12:31", or "12:31–12:40".</summary>
    public static string Time(int atMs, int? untilMs = null) =>
        untilMs > atMs ? $"{Position(atMs)}–{Position(untilMs.Value)}" : Position(atMs);

    public static string Words(Annotation note) =>
        note.Text.Length > 0 ? note.Text : "A drawing on the picture.";

    /// <summary>"5 notes, 1 reply".</summary>
    public static string Wrote(Writer writer) => string.Join(", ", new[]
    {
        Count(writer.Notes, "note", "notes"), Count(writer.Replies, "reply", "replies"),
    }.OfType<string>());

    /// <summary>As the page's scripts draw it (<c>kindShape</c>), in a box of 16 by 16.</summary>
    public static string Shape(Kind kind) => kind switch
    {
        Kind.Noticed => "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
        Kind.Wondered => "M8 1l7 7-7 7-7-7z",
        Kind.Worked => "M8 1.5L15.5 14.5H.5z",
        _ => "M1 6h7V2l7 6-7 6v-4H1z",
    };

    private static string? Count(int count, string one, string many) =>
        count switch { 0 => null, 1 => $"1 {one}", _ => $"{count} {many}" };

    private static string Position(int ms)
    {
        var time = TimeSpan.FromMilliseconds(ms);
        return time.TotalHours >= 1
            ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}"
            : $"{time.Minutes}:{time.Seconds:00}";
    }
}
