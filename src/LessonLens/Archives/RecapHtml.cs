using System.Globalization;
using System.Net;
using System.Text;
using LessonLens.Reviews;

namespace LessonLens.Archives;

/// <summary>
/// The recap as one file that any browser reads without us; beside the recording, its times lead there.
/// </summary>
internal static class RecapHtml
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 68ch; margin: 2rem auto; padding: 0 1rem;
          color: #1f2430; background: #fbfaf7 }
        video { width: 100% } li { margin: 1rem 0 } ul { padding-left: 1.5rem } h1, h2 { line-height: 1.25 }
        .small { color: #5b6270; font-size: .875rem } .words { white-space: pre-line }
        svg { display: block; width: 16rem; max-width: 100%; stroke: #a8321f; fill: none; stroke-width: 6;
          border: 1px solid #8b8577 }
        a { color: #0f6b5c }
        @media (prefers-color-scheme: dark) {
          body { color: #e8e6e1; background: #14171c } .small { color: #a3a9b4 } a { color: #5cc7b2 } }
        """;

    /// <param name="recap">What is told.</param>
    /// <param name="film">The recording's path beside the page; null where there is none.</param>
    public static byte[] Of(Recap recap, string? film)
    {
        var lesson = recap.Lesson;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(lesson.Title)}</title><style>{Style}</style></head><body>
            <h1 dir="auto">{Text(lesson.Title)}</h1>
            <p class="small">{Text(string.Join(" · ", About(recap)))}</p>

            """);
        if (film is not null)
            page.Append(CultureInfo.InvariantCulture, $"<video controls src=\"{Text(film)}\"></video>\n");
        if (recap.Focuses.Count > 0) page.Append("<h2>The question</h2>\n<ul>");
        foreach (var focus in recap.Focuses.Reverse())
            page.Append(CultureInfo.InvariantCulture, $"""
                <li><span class="words" dir="auto">{Text(focus.Text.Length > 0 ? focus.Text : "No question.")}
                </span><br><span class="small">{Text(focus.WrittenBy.Name)}, {Moment(focus.WrittenAt)}
                </span></li>

                """);
        if (recap.Focuses.Count > 0) page.Append("</ul>\n");
        page.Append(recap.Moments.Count > 0 ? "<h2>Moments</h2>\n<ul>" : "<p>Nothing was written.</p>\n");
        foreach (var moment in recap.Moments) Append(page, moment, film);
        if (recap.Moments.Count > 0) page.Append("</ul>\n");
        page.Append("</body></html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static IEnumerable<string> About(Recap recap) => new[]
    {
        recap.Lesson.Owner.Name, recap.Lesson.ClassName, recap.Lesson.Subject,
        (recap.Lesson.TaughtOn ?? DateOnly.FromDateTime(recap.Lesson.CreatedAt))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.OfType<string>();

    private static void Append(StringBuilder page, Moment moment, string? film)
    {
        var time = RecapPage.Time(moment.AtMs, moment.Note?.UntilMs);
        var seconds = (moment.AtMs / 1000m).ToString(CultureInfo.InvariantCulture);
        page.Append("<li>").Append(film is null ? time
            : $"<a href=\"{Text(film)}#t={seconds}\">{time}</a>");
        if (moment.Note is { } note)
            page.Append(CultureInfo.InvariantCulture, $"""
                 <strong>{Text(note.Author.Name)}</strong>
                <span class="small">{note.Kind.ToString().ToLowerInvariant()}, {Moment(note.CreatedAt)}{(
                    note.Draft ? ", only you saw it" : "")}</span>
                <div class="words" dir="auto">{Text(RecapPage.Words(note))}</div>{Drawing(note)}
                """);
        else page.Append(" <span class=\"small\">This note was deleted.</span>");
        if (moment.Replies.Count > 0) page.Append("<ul>");
        foreach (var reply in moment.Replies)
            page.Append(CultureInfo.InvariantCulture, $"""
                <li><strong>{Text(reply.Author.Name)}</strong>
                <span class="small">{Moment(reply.CreatedAt)}</span>
                <div class="words" dir="auto">{Text(reply.Text)}</div></li>
                """);
        page.Append(moment.Replies.Count > 0 ? "</ul></li>\n" : "</li>\n");
    }

    private static string Drawing(Annotation note) => Stroke.Of(note.Drawing) is { Count: > 0 } strokes
        ? $"<svg viewBox=\"0 0 1600 900\" role=\"img\" aria-label=\"A drawing on the picture\">{string.Concat(
            strokes.Select(stroke => $"<path d=\"{Text(stroke.Path(1600, 900))}\"/>"))}</svg>"
        : "";

    private static string Moment(DateTime at) =>
        at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
