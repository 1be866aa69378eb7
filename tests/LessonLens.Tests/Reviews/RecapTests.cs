using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>What came of looking at a lesson, on one page for whoever may see it.</summary>
public sealed partial class RecapTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task The_recap_gathers_the_question_what_to_try_what_is_open_and_each_moment_in_order()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        foreach (var focus in (string[])["Who thinks?", "Who thinks when I ask for a reason?"])
            await amira.Http.PatchAsJsonAsync($"/api/lessons/{room.Lesson}", new { focus });
        var (open, answered, gone) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await room.Note(ben, Guid.CreateVersion7(),
            new { atMs = 3_723_000, kind = "try", text = "Wait longer" });
        await room.Note(ben, open,
            new { atMs = 62_000, untilMs = 65_000, kind = "wondered", text = "Only he?" });
        await room.Note(amira, answered, new { atMs = 63_000, kind = "wondered", text = "Who was first?" });
        await room.Reply(ben, answered, Guid.CreateVersion7(), "<i>Leila</i>");
        await room.Mark(amira, answered, answered: true);
        await room.Note(ben, gone, new { atMs = 70_000, kind = "noticed", text = "Never mind" });
        await room.Reply(amira, gone, Guid.CreateVersion7(), "I do mind");
        await room.Delete(ben, gone);

        var page = await Words(amira, room);
        AssertInOrder(page,
            "Comparing fractions", "Amira Haddad: 1 note, 1 reply", "Ben Carter: 2 notes, 1 reply",
            "Your question", "Who thinks when I ask for a reason?", "Before it", "Who thinks?",
            "What to try", "Wait longer", "1:02:03", "Open questions", "Only he?", "1:02–1:05", "Moments",
            "1:02–1:05", "Wondered", "Only he?", "1:03", "Who was first?", "<i>Leila</i>",
            "1:10", "This note was deleted.", "I do mind", "1:02:03", "Try", "Wait longer",
            "Take it with you");
        Assert.Single(Regex.Matches(page, "Who was first"));
        Assert.DoesNotContain("Never mind", page);
    }

    [Fact]
    public async Task Drafts_are_left_out_until_their_author_asks_and_are_never_anybody_elses()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await room.Note(amira, Guid.CreateVersion7(),
            new { atMs = 1, kind = "try", text = "My secret", draft = true });

        Assert.DoesNotContain("secret", await Words(ben, room, "?drafts=true"));
        var left = await Words(amira, room);
        Assert.DoesNotContain("secret", left);
        Assert.Contains("1 note of yours is left out", left);
        Assert.Contains("My secret", await Words(amira, room, "?drafts=true"));
    }

    [Fact]
    public async Task A_recap_without_notes_says_what_it_is_for_and_strangers_find_none()
    {
        var (room, amira, _) = await Room.OfTwo(app);
        Assert.Contains("Go to the lesson", await Words(amira, room));

        var omar = await app.Someone("Omar Silva", school: "Hilltop");
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/lessons/{room.Lesson}/recap"));
        using var nobody = app.NewClient();
        var answer = await nobody.GetAsync(new Uri($"/lessons/{room.Lesson}/recap", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"strokes": [{"tool": "pen", "points": [[0.1, 0.2], [2, -1]]}]}""", 1)]
    [InlineData("""{"strokes": [{"tool": "arrow", "points": [[0, 0], [1, 1]]}, {"tool": "box"}, null]}""", 1)]
    [InlineData("""{"strokes": [{"tool": "pen", "points": [["\"/><script>", 0]]}]}""", 0)]
    [InlineData("""{"strokes": [{"tool": "pen", "points": [[1e999, 0], [0.5]]}]}""", 0)]
    [InlineData("""{"strokes": 7}""", 0)]
    [InlineData("""[[0, 0]]""", 0)]
    public void A_drawing_shows_its_strokes_and_whatever_is_none_is_left_out(string drawing, int strokes)
    {
        var read = LessonLens.Reviews.Stroke.Of(System.Text.Json.JsonElement.Parse(drawing));
        Assert.Equal(strokes, read.Count);
        Assert.All(read, stroke => Assert.Matches("^[MLHVZ0-9., -]+$", stroke.Path(640, 360)));
    }

    private static void AssertInOrder(string page, params string[] words)
    {
        var at = 0;
        foreach (var word in words)
        {
            var found = page.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{word}” does not come after: {page[Math.Max(0, at - 200)..at]}");
            at = found + word.Length;
        }
    }

    private static async Task<string> Page(SignedIn who, Room room, string query = "")
    {
        using var answer = await who.Http.GetAsync(
            new Uri($"/lessons/{room.Lesson}/recap{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        return page[page.IndexOf("<main", StringComparison.Ordinal)..];
    }

    /// <summary>As a reader sees it, without what is between its words.</summary>
    private static async Task<string> Words(SignedIn who, Room room, string query = "") =>
        WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(await Page(who, room, query), ""), " "));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
