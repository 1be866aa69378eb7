using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>
/// What was said about a lesson can be taken away, and other programs read it as it was said.
/// </summary>
public sealed partial class ExportTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly string[] Formats = ["jsonld", "csv", "vtt"];

    private static readonly string[] NastyTexts =
    [
        "She said \"why?\"\n\nThen: 3 < 4 --> & <b>bold</b> &amp; &lt;",
        "=cmd|' /C calc'!A0", "+1, -1; @SUM(1)", "-2 + 3", "@SUM(1+1)*cmd",
        "👩‍🏫 مقارنة الكسور \u202edesrever", "<script>alert(1)</script>", "\"\"", ",",
        "'=1", "NOTE\nSTYLE\n::cue", "00:00.000 --> 00:09.000",
    ];

    [Fact]
    public async Task A_spreadsheet_shows_each_note_as_it_was_written_and_calculates_none()
    {
        var (room, amira, _) = await NastyRoom();
        var bytes = await Export(amira, room, "csv");
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);

        var rows = Table(bytes);
        Assert.Equal(
            ["time", "until", "kind", "about", "author", "note", "answered", "replies", "written", "link"],
            rows[0]);
        Assert.Equal(NastyTexts, rows[1..^1].Select(row => Unguarded(row[5])));
        Assert.All(rows.SelectMany(row => row), cell => Assert.DoesNotMatch("^[=+@\t\r-]", cell));
        Assert.Equal(
            ["00:01:02.345", "00:01:05.000", "wondered", "learners", "Ben Carter", "Who waits?", "yes"],
            rows[^1][..7]);
        Assert.Equal("Amira Haddad: =Tom\nBen Carter: And Leila", rows[^1][7]);
    }

    [Fact]
    public async Task A_player_shows_each_note_at_its_time_with_who_said_it()
    {
        var (room, amira, _) = await NastyRoom();
        var cues = Track(Encoding.UTF8.GetString(await Export(amira, room, "vtt")));

        // What comes in several paragraphs is shown in lines one below the other.
        Assert.Equal(NastyTexts.Select(text => text.Replace("\n\n", "\n", StringComparison.Ordinal)),
            cues.SkipLast(1).Select(cue => cue.Said.Single().Text));
        Assert.Equal(("00:00:03.000", "00:00:08.000"), (cues[3].From, cues[3].Until));
        Assert.Equal(("00:01:02.345", "00:01:05.000"), (cues[^1].From, cues[^1].Until));
        Assert.Equal([("Ben Carter", "Who waits?"), ("Amira Haddad", "=Tom"), ("Ben Carter", "And Leila")],
            cues[^1].Said);
    }

    [Fact]
    public async Task Another_program_finds_each_note_its_place_its_drawing_and_its_replies()
    {
        var (room, amira, ben) = await NastyRoom();
        var drawn = Guid.CreateVersion7();
        await room.Note(amira, drawn, new
        {
            atMs = 90_000, kind = "noticed", text = "",
            drawing = JsonNode.Parse("""
                {"strokes": [{"tool": "box", "points": [[0.25, 0.5], [0.75, 1]]},
                    {"tool": "chalk", "points": [[0, 0]]}, {"tool": "pen", "points": [[0.1, "b"]]}, 7]}
                """),
        });
        var collection = JsonNode.Parse(await Export(amira, room, "jsonld"))!.AsObject();
        Assert.Equal("http://www.w3.org/ns/anno.jsonld", (string?)collection["@context"]);
        Assert.Equal("AnnotationCollection", (string?)collection["type"]);
        var page = collection["first"]!;
        Assert.Equal("AnnotationPage", (string?)page["type"]);
        var items = page["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        Assert.Equal((int?)collection["total"], items.Count);
        Assert.All(items, MustHaveWhatTheModelAsks);
        Assert.Distinct(items.Select(item => (string?)item["id"]));

        var lesson = $"{app.Address.GetLeftPart(UriPartial.Authority)}/lessons/{room.Lesson}";
        Assert.Equal(NastyTexts, items.Take(NastyTexts.Length).Select(Text));
        var question = items[NastyTexts.Length];
        Assert.Equal("questioning", (string?)question["motivation"]);
        Assert.Equal(ben.Name, (string?)question["creator"]!["name"]);
        Assert.Equal(lesson, (string?)question["target"]!["source"]);
        var selector = question["target"]!["selector"]!;
        Assert.Equal("FragmentSelector", (string?)selector["type"]);
        Assert.Equal("http://www.w3.org/TR/media-frags/", (string?)selector["conformsTo"]);
        Assert.Equal("t=62.345,65.000", (string?)selector["value"]);
        Assert.Equal(["wondered", "learners", "answered"], question["body"]!.AsArray().Skip(1)
            .Select(body => (string?)body!["value"]));
        var replies = items.Where(item => (string?)item["motivation"] == "replying").ToList();
        Assert.Equal(["=Tom", "And Leila"], replies.Select(Text));
        Assert.All(replies, reply => Assert.Equal((string?)question["id"], (string?)reply["target"]));

        var drawing = items.Single(item =>
            (string?)item["id"] == $"{lesson}#a-{drawn}")["target"]!["selector"]!;
        Assert.Equal("t=90.000,90.001", (string?)drawing["value"]);
        var svg = System.Xml.Linq.XElement.Parse((string)drawing["refinedBy"]!["value"]!);
        Assert.Equal("0 0 1600 900", (string?)svg.Attribute("viewBox"));
        Assert.Equal("M400,450H1200V900H400Z", (string?)svg.Elements().Single().Attribute("d"));
    }

    [Fact]
    public async Task Drafts_leave_only_with_their_author_and_only_when_asked_for()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await room.Note(amira, Guid.CreateVersion7(),
            new { atMs = 1, kind = "noticed", text = "Amira's secret", draft = true });
        var takenBack = Guid.CreateVersion7();
        await room.Note(amira, takenBack, new { atMs = 2, kind = "noticed", text = "Amira's haste" });
        await room.Reply(ben, takenBack, Guid.CreateVersion7(), "Ben's thanks");
        await room.Note(amira, takenBack,
            new { atMs = 2, kind = "noticed", text = "Amira's haste", draft = true, edit = 1 });
        foreach (var format in Formats)
        {
            Assert.All(
                (string[])[
                    Encoding.UTF8.GetString(await Export(ben, room, format, "?drafts=true")),
                    Encoding.UTF8.GetString(await Export(amira, room, format))],
                text => Assert.DoesNotMatch("secret|haste|thanks", text));
            var own = Encoding.UTF8.GetString(await Export(amira, room, format, "?drafts=true"));
            Assert.All((string[])["secret", "haste", "thanks"], word => Assert.Contains(word, own));
        }
    }

    [Fact]
    public async Task Only_those_who_may_see_the_lesson_get_a_file_and_nobody_in_between_keeps_it()
    {
        var amira = await app.Someone("Amira Haddad");
        var omar = await app.Someone("Omar Silva", school: "Hilltop");
        var room = new Room(await amira.PlanLesson("../6/7 \"Brüche\"\u202e <now>.exe "));
        foreach (var format in Formats)
        {
            using var answer = await Ask(amira, room, format);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            var disposition = answer.Content.Headers.ContentDisposition!;
            Assert.Equal("attachment", disposition.DispositionType);
            Assert.Equal($"67 Brüche now.exe, notes.{format}", disposition.FileNameStar);
            using var refused = await Ask(omar, room, format);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        using var linked = await Ask(amira, room, "jsonld");
        Assert.Equal("application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
            linked.Content.Headers.ContentType!.ToString());
    }

    private async Task<(Room, SignedIn Amira, SignedIn Ben)> NastyRoom()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        for (var i = 0; i < NastyTexts.Length; i++)
            await room.Note(amira, Guid.CreateVersion7(),
                new { atMs = i * 1000, kind = "noticed", text = NastyTexts[i] });
        var question = Guid.CreateVersion7();
        await room.Note(ben, question, new
        {
            atMs = 62_345, untilMs = 65_000, kind = "wondered", about = "learners", text = "Who waits?",
        });
        await room.Reply(amira, question, Guid.CreateVersion7(), "=Tom");
        var later = Guid.CreateVersion7(DateTimeOffset.UtcNow.AddSeconds(1));
        await room.Reply(ben, question, later, "And Leila");
        await room.Mark(amira, question, answered: true);
        return (room, amira, ben);
    }

    private static Task<HttpResponseMessage> Ask(
        SignedIn who, Room room, string format, string query = "") =>
        who.Http.GetAsync(new Uri(
            $"/api/lessons/{room.Lesson}/exports/annotations.{format}{query}", UriKind.Relative));

    private static async Task<byte[]> Export(SignedIn who, Room room, string format, string query = "")
    {
        using var answer = await Ask(who, room, format, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Strictly by the grammar of RFC 4180; readers that come with .NET lose empty lines.</summary>
    private static List<string[]> Table(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[3..]);
        var cells = CsvCell().Matches(text);
        Assert.Equal(text.Length, cells.Sum(cell => cell.Length));
        var rows = new List<string[]>();
        var row = new List<string>();
        foreach (Match cell in cells)
        {
            row.Add(cell.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                + cell.Groups["plain"].Value);
            if (cell.Groups["end"].Value == ",") continue;
            rows.Add([.. row]);
            row.Clear();
        }

        return rows;
    }

    /// <summary>As whoever reads the sheet sees it: a leading apostrophe means "this is text".</summary>
    private static string Unguarded(string cell) =>
        cell is ['\'', '=' or '+' or '-' or '@', ..] && cell != "'=1" ? cell[1..] : cell;

    /// <summary>Strictly by the grammar of the specification: whatever it does not name fails.</summary>
    private static List<Cue> Track(string text)
    {
        Assert.StartsWith("WEBVTT\n\n", text);
        return text["WEBVTT\n\n".Length..].TrimEnd('\n').Split("\n\n").Select(block =>
        {
            var cue = CueBlock().Match(block);
            Assert.True(cue.Success, $"This is no cue: {block}");
            Assert.True(string.CompareOrdinal(cue.Groups["from"].Value, cue.Groups["until"].Value) < 0);
            return new Cue(cue.Groups["from"].Value, cue.Groups["until"].Value,
                cue.Groups["name"].Captures.Zip(cue.Groups["text"].Captures, (name, said) =>
                    (WebUtility.HtmlDecode(name.Value), WebUtility.HtmlDecode(said.Value))).ToList());
        }).ToList();
    }

    private static void MustHaveWhatTheModelAsks(JsonObject annotation)
    {
        Assert.True(Uri.IsWellFormedUriString((string?)annotation["id"], UriKind.Absolute));
        Assert.Equal("Annotation", (string?)annotation["type"]);
        Assert.Contains((string?)annotation["motivation"], (string[])[
            "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
            "identifying", "linking", "moderating", "questioning", "replying", "tagging"]);
        Assert.Equal("Person", (string?)annotation["creator"]!["type"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", (string?)annotation["created"]);
        Assert.NotNull(annotation["target"]);
        Assert.All(annotation["body"]!.AsArray(), body =>
            Assert.Equal("TextualBody", (string?)body!["type"]));
    }

    private static string? Text(JsonObject annotation) => (string?)annotation["body"]![0]!["value"];

    [GeneratedRegex("""\G("(?<quoted>([^"]|"")*)"|(?<plain>[^",\r\n]*))(?<end>,|\r\n)""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex CsvCell();

    [GeneratedRegex("""
        ^[^\n]+\n(?<from>\d\d:\d\d:\d\d\.\d{3})\ -->\ (?<until>\d\d:\d\d:\d\d\.\d{3})
        (\n<v\ (?<name>([^&<>\n]|&(amp|lt|gt);)+)>(?<text>([^&<>\n]|&(amp|lt|gt);|\n(?!\n))+)</v>)+$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex CueBlock();

    private sealed record Cue(string From, string Until, List<(string Name, string Text)> Said);
}
