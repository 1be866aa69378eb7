using System.Globalization;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>
/// A lesson's notes and replies in the W3C Web Annotation Data Model, for other programs: each note points at
/// a time of the recording, and at what is drawn on its picture; each reply at what it answers.
/// </summary>
internal static class ExportWebAnnotations
{
    public const string MediaType = "application/ld+json";
    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    // A drawing's points are parts of the picture, so where its size is not known any will do.
    private const int UnknownWidth = 1600;
    private const int UnknownHeight = 900;

    /// <param name="recap">What is exported.</param>
    /// <param name="page">The address of the lesson's page, which names all that is on it.</param>
    /// <param name="self">The address of this export.</param>
    public static byte[] Of(Recap recap, string page, string self)
    {
        var items = recap.Moments.SelectMany(moment => moment.Replies
            .Select(reply => OfReply(reply, page))
            .Prepend(moment.Note is null ? null : OfNote(moment.Note, recap, page))
            .OfType<JsonObject>()).ToArray<JsonNode>();
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["@context"] = Context,
            ["id"] = self,
            ["type"] = "AnnotationCollection",
            ["label"] = recap.Lesson.Title,
            ["total"] = items.Length,
            ["first"] = new JsonObject
            {
                ["id"] = $"{self}#notes",
                ["type"] = "AnnotationPage",
                ["startIndex"] = 0,
                ["items"] = new JsonArray(items),
            },
        });
    }

    private static JsonObject OfNote(Annotation note, Recap recap, string page) =>
        OfWriting($"{page}#a-{note.Id}", Motivation(note.Kind), note.Author, note.CreatedAt, note.ChangedAt,
        [
            note.Text.Length == 0 ? null : Text(note.Text, Motivation(note.Kind)),
            Tag(note.Kind.ToString()),
            note.About is { } about ? Tag(about.ToString()) : null,
            note.Answered ? Tag("answered") : null,
            note.Draft ? Tag("draft") : null,
        ], new JsonObject { ["source"] = page, ["selector"] = Selector(note, recap) });

    private static JsonObject OfReply(Reply reply, string page) =>
        OfWriting($"{page}#r-{reply.Id}", "replying", reply.Author, reply.CreatedAt, reply.ChangedAt,
            [Text(reply.Text, "replying")], $"{page}#a-{reply.AnnotationId}");

    private static JsonObject OfWriting(
        string id, string motivation, Person author, DateTime created, DateTime changed,
        IEnumerable<JsonObject?> bodies, JsonNode target)
    {
        var writing = new JsonObject
        {
            ["id"] = id,
            ["type"] = "Annotation",
            ["motivation"] = motivation,
            ["creator"] = new JsonObject
            {
                ["id"] = $"urn:uuid:{author.Id}", ["type"] = "Person", ["name"] = author.Name,
            },
            ["created"] = created,
            ["body"] = new JsonArray([.. bodies.OfType<JsonObject>()]),
            ["target"] = target,
        };
        if (changed != created) writing["modified"] = changed;
        return writing;
    }

    /// <summary>Notes never assess: a strength is a comment, too.</summary>
    private static string Motivation(Kind kind) => kind switch
    {
        Kind.Noticed => "describing",
        Kind.Wondered => "questioning",
        _ => "commenting",
    };

    private static JsonObject Text(string text, string purpose) => new()
    {
        ["type"] = "TextualBody",
        ["purpose"] = purpose,
        ["format"] = "text/plain",
        ["value"] = text,
        ["textDirection"] = "auto",
    };

    private static JsonObject Tag(string word) => new()
    {
        ["type"] = "TextualBody",
        ["purpose"] = "tagging",
        ["value"] = word.ToLowerInvariant(),
    };

    private static JsonObject Selector(Annotation note, Recap recap)
    {
        // A fragment of time needs an end after its beginning; without one it goes on to the recording's.
        var until = Math.Max(note.AtMs + 1, note.UntilMs ?? 0);
        var selector = new JsonObject
        {
            ["type"] = "FragmentSelector",
            ["conformsTo"] = "http://www.w3.org/TR/media-frags/",
            ["value"] = $"t={Seconds(note.AtMs)},{Seconds(until)}",
        };
        if (Stroke.Of(note.Drawing) is { Count: > 0 } strokes)
            selector["refinedBy"] = new JsonObject
            {
                ["type"] = "SvgSelector",
                ["value"] = Svg(strokes, recap),
            };
        return selector;
    }

    private static string Svg(IReadOnlyList<Stroke> strokes, Recap recap)
    {
        var width = recap.Lesson.Recording.Width ?? UnknownWidth;
        var height = recap.Lesson.Recording.Height ?? UnknownHeight;
        var paths = strokes.Select(stroke =>
            $"<path d=\"{SecurityElement.Escape(stroke.Path(width, height))}\" fill=\"none\"/>");
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">"
            + $"{string.Concat(paths)}</svg>";
    }

    private static string Seconds(int ms) => (ms / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
