using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LessonLens.Tests.Reviews;
using LessonLens.Tests.Support;
using LessonLens.Tests.Uploads;

namespace LessonLens.Tests.Archives;

/// <summary>A lesson that its owner takes with them is the same lesson where they bring it in.</summary>
public sealed class RoundTripTests(LessonLensApp here, TestCluster cluster) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_lesson_is_the_same_on_an_empty_installation_with_those_who_wrote_shown_by_name()
    {
        var (room, amira, ben) = await Room.OfTwo(here);
        var (question, clip) = await Fill(room, amira, ben);
        var words = await Words(amira, room.Lesson);
        var zip = await Archive.Of(amira, room.Lesson);

        Assert.DoesNotContain("Ben's secret", zip.AllWords, StringComparison.Ordinal);
        Assert.Contains("Amira's own draft", zip.AllWords, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(await amira.Original(room.Lesson)),
            zip.HashOf("recordings/1.mp4"));
        Assert.All(zip.Lesson["files"]!.AsArray(), file =>
            Assert.Equal((string?)file!["sha256"], zip.HashOf((string)file["path"]!)));
        Assert.True(zip.IsStored("recordings/1.mp4"));

        await using var there = new LessonLensApp(cluster);
        await there.InitializeAsync();
        var again = await there.Someone("Amira Haddad", school: "Hilltop");
        // Her address is what she is known by in both places.
        await there.Sql<int>(
            "update people set email = @Email where id = @Id", new { amira.Email, again.Id });
        var import = await Archive.BringIn(again, zip.Bytes);
        Assert.Equal("done", (string?)import["state"]);
        Assert.Equal(room.Lesson, (Guid)import["lessonId"]!);
        Assert.Contains("lesson.exported", await Told(amira), StringComparison.Ordinal);
        Assert.Contains("lesson.imported", await Told(again), StringComparison.Ordinal);

        async Task<string> Told(SignedIn owner) =>
            (await owner.Get($"/api/lessons/{room.Lesson}/access-log")).ToJsonString();

        Assert.Equal(await amira.Original(room.Lesson), await again.Original(room.Lesson));
        await MustSayTheSame(words, again, room.Lesson, amira);
        var focuses = await amira.Get($"/api/lessons/{room.Lesson}");
        var lesson = await again.Get($"/api/lessons/{room.Lesson}");
        foreach (var field in (string[])["title", "subject", "className", "focus", "createdAt"])
            Assert.Equal((string?)focuses[field], (string?)lesson[field]);
        Assert.Null(focuses["importedAt"]);
        Assert.Contains("Brought in from a file on", await again.Http.Read($"/lessons/{room.Lesson}"),
            StringComparison.Ordinal);
        var clips = (await again.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{room.Lesson}/clips"))!;
        Assert.Equal((clip, 1000, 2500, "The moment"), ((Guid)clips[0]!["id"]!, (int)clips[0]!["fromMs"]!,
            (int)clips[0]!["toMs"]!, (string)clips[0]!["title"]!));
        await Wait.Until(async () =>
            await again.StatusOf($"/media/clips/{clip}/clip.mp4") == HttpStatusCode.OK, 120);

        // Ben is a name there, and nobody who could sign in, be found or be shared with.
        Assert.Equal(0, await there.Sql<long>("""
            select count(*) from people p where p.name = 'Ben Carter'
                and (p.disabled_at is null or exists (select from memberships where person_id = p.id))
            """));
        // Brought in twice it is a second lesson, and the first stays as it is.
        var second = await Archive.BringIn(again, zip.Bytes);
        Assert.NotEqual(room.Lesson, (Guid)second["lessonId"]!);
        await MustSayTheSame(words, again, room.Lesson, amira);
        // And what came in can go out as it is.
        var out2 = await Archive.Of(again, room.Lesson);
        Assert.Equal(zip.Lesson["notes"]!.AsArray().Select(note => (string?)note!["text"]),
            out2.Lesson["notes"]!.AsArray().Select(note => (string?)note!["text"]));
        Assert.Contains(question.ToString(), out2.AllWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_owner_takes_a_lesson_and_all_that_is_mine_has_my_lessons_and_my_words()
    {
        var (room, amira, ben) = await Room.OfTwo(here);
        await room.Note(ben, Guid.CreateVersion7(), new { atMs = 5, kind = "noticed", text = "Ben's words" });
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{room.Lesson}/export"));
        var omar = await here.Someone("Omar", school: "Hilltop");
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/api/lessons/{room.Lesson}/export"));

        var bens = Archive.Read(await ben.Http.GetByteArrayAsync(
            new Uri("/api/me/export", UriKind.Relative)));
        Assert.Contains("Ben's words", bens.Words("words-elsewhere.json"), StringComparison.Ordinal);
        Assert.Contains("Comparing fractions", bens.Words("words-elsewhere.json"));
        Assert.Contains(ben.Email, bens.Words("account.json"), StringComparison.Ordinal);
        // What is not shared with him any more has no title for him, and his words are his still.
        await amira.Withdraw(room.Lesson, ben);
        bens = Archive.Read(await ben.Http.GetByteArrayAsync(new Uri("/api/me/export", UriKind.Relative)));
        Assert.Contains("Ben's words", bens.Words("words-elsewhere.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("Comparing fractions", bens.Words("words-elsewhere.json"));
        var amiras = Archive.Read(await amira.Http.GetByteArrayAsync(
            new Uri("/api/me/export", UriKind.Relative)));
        var inner = Archive.Read(amiras.BytesOf($"lessons/{room.Lesson}.zip"));
        Assert.Equal(room.Lesson, (Guid)inner.Lesson["lesson"]!["id"]!);
    }

    private static async Task<(Guid Question, Guid Clip)> Fill(Room room, SignedIn amira, SignedIn ben)
    {
        await amira.UploadFile(room.Lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(room.Lesson, recording => (string?)recording["state"] == "ready");
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{room.Lesson}",
            new { className = "6b", subject = "Maths", focus = "Who talks?" });
        var (question, clip) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await room.Note(ben, question,
            new { atMs = 1200, untilMs = 2000, kind = "wondered", about = "learners", text = "Who waits?" });
        await room.Note(amira, Guid.CreateVersion7(), new
        {
            atMs = 700, kind = "noticed", text = "مقارنة 👩‍🏫",
            drawing = JsonNode.Parse(
                """{"strokes": [{"tool": "pen", "points": [[0.25, 0.5], [0.75, 1]]}]}"""),
        });
        await room.Reply(amira, question, Guid.CreateVersion7(), "Leila does");
        await room.Note(amira, Guid.CreateVersion7(),
            new { atMs = 3, kind = "try", text = "Amira's own draft", draft = true });
        await room.Note(ben, Guid.CreateVersion7(),
            new { atMs = 4, kind = "noticed", text = "Ben's secret", draft = true });
        await room.Mark(amira, question, answered: true);
        await amira.Http.PutAsJsonAsync($"/api/lessons/{room.Lesson}/clips/{clip}",
            new { fromMs = 1000, toMs = 2500, title = "The moment" });
        await Wait.Until(async () =>
            await amira.StatusOf($"/media/clips/{clip}/clip.mp4") == HttpStatusCode.OK, 120);
        return (question, clip);
    }

    private static async Task<JsonArray> Words(SignedIn reader, Guid lesson) =>
        (await reader.Get($"/api/lessons/{lesson}/annotations?after=0"))["changes"]!.AsArray();

    /// <summary>In the same order, by the same names; only the numbers of the changes may differ.</summary>
    private static async Task MustSayTheSame(JsonArray words, SignedIn again, Guid lesson, SignedIn owner)
    {
        Assert.Equal(words.Select(Said), (await Words(again, lesson)).Select(Said));

        string Said(JsonNode? change)
        {
            var copy = change!.DeepClone().AsObject();
            var one = (copy["annotation"] ?? copy["reply"])!.AsObject();
            foreach (var number in (string[])["seq", "firstSeq"]) one.Remove(number);
            var author = one["author"]!.AsObject();
            author["id"] = (Guid)author["id"]! == again.Id ? owner.Id : author["id"]!.DeepClone();
            if ((Guid)author["id"]! != owner.Id) author.Remove("id");
            return one.ToJsonString();
        }
    }
}
