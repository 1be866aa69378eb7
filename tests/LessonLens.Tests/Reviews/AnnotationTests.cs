using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

public sealed class AnnotationTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private readonly Guid _note = Guid.CreateVersion7();

    [Fact]
    public async Task A_note_that_is_sent_three_times_is_there_once()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        var first = await amira.WriteNote(lesson, _note);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var note = await SignedIn.Json(first);
        for (var again = 0; again < 2; again++)
        {
            var answer = await amira.WriteNote(lesson, _note);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(JsonNode.DeepEquals(note, await SignedIn.Json(answer)));
        }

        var all = await Conversation(amira, lesson);
        Assert.Equal(1, all["seq"]!.GetValue<long>());
        Assert.True(JsonNode.DeepEquals(note, Assert.Single(all["changes"]!.AsArray())!["annotation"]));
    }

    [Fact]
    public async Task A_note_keeps_all_that_was_written()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        var answer = await Put(amira, lesson, _note, """
            {"atMs":1500,"untilMs":4000,"kind":"wondered","about":"learners","text":" Did others see it? 🙂 ",
             "drawing":{"strokes":[{"tool":"pen","points":[0.1,0.25]}]},"edit":3}
            """);
        var note = await SignedIn.Json(answer);
        Assert.Equal(_note, note["id"]!.GetValue<Guid>());
        Assert.Equal("Amira", note["author"]!["name"]!.GetValue<string>());
        Assert.Equal((1500, 4000), (note["atMs"]!.GetValue<int>(), note["untilMs"]!.GetValue<int>()));
        Assert.Equal("wondered learners", $"{note["kind"]} {note["about"]}");
        Assert.Equal("Did others see it? 🙂", note["text"]!.GetValue<string>());
        Assert.Equal(0.25, note["drawing"]!["strokes"]![0]!["points"]![1]!.GetValue<double>());
        Assert.Equal(3, note["edit"]!.GetValue<int>());
        Assert.False(note["draft"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_late_edit_does_not_undo_a_later_one()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        await amira.WriteNote(lesson, _note, "first");
        await amira.WriteNote(lesson, _note, "third", edit: 2);
        foreach (var late in (int[])[0, 1, 2])
        {
            var answer = await amira.WriteNote(lesson, _note, "late", edit: late);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("third", (await SignedIn.Json(answer))["text"]!.GetValue<string>());
        }

        Assert.Equal(2, (await Conversation(amira, lesson))["seq"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_deleted_note_stays_deleted()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await amira.WriteNote(lesson, _note);
        for (var again = 0; again < 2; again++)
            Assert.Equal(HttpStatusCode.NoContent, (await Delete(amira, lesson, _note)).StatusCode);
        await Problem.TitleOf(await amira.WriteNote(lesson, _note, edit: 9), HttpStatusCode.Gone);

        var change = Assert.Single((await Conversation(ben, lesson))["changes"]!.AsArray())!;
        Assert.Equal(_note, change["deleted"]!.GetValue<Guid>());
        Assert.Equal(2, change["seq"]!.GetValue<long>());
        Assert.Equal("", await app.Sql<string>(
            "select text from annotations where id = @_note", new { _note }));
    }

    [Fact]
    public async Task A_note_whose_deletion_came_first_stays_away()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        for (var again = 0; again < 2; again++)
            Assert.Equal(HttpStatusCode.NoContent, (await Delete(amira, lesson, _note)).StatusCode);
        await Problem.TitleOf(await amira.WriteNote(lesson, _note), HttpStatusCode.Gone);

        // To everybody else, and in other lessons, it is an id that is not theirs.
        await Problem.TitleOf(await ben.WriteNote(lesson, _note), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Delete(ben, lesson, _note), HttpStatusCode.NotFound);
        await Problem.TitleOf(
            await amira.WriteNote(await amira.PlanLesson(), _note), HttpStatusCode.NotFound);
        var conversation = await Conversation(ben, lesson);
        Assert.Equal((0, 0), ((int)conversation["seq"]!, conversation["changes"]!.AsArray().Count));
    }

    [Fact]
    public async Task Nobody_touches_what_another_wrote()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await ben.WriteNote(lesson, _note, "Ben's words");
        await Problem.TitleOf(await amira.WriteNote(lesson, _note, "Amira's", edit: 5),
            HttpStatusCode.NotFound);
        await Problem.TitleOf(await Delete(amira, lesson, _note), HttpStatusCode.NotFound);

        // Nor the author from another lesson of theirs.
        var other = await ben.PlanLesson();
        await Problem.TitleOf(await ben.WriteNote(other, _note, "moved", edit: 5), HttpStatusCode.NotFound);
        var text = (await Conversation(amira, lesson))["changes"]![0]!["annotation"]!["text"]!
            .GetValue<string>();
        Assert.Equal("Ben's words", text);
    }

    [Fact]
    public async Task Who_may_only_watch_reads_and_does_not_write()
    {
        var (amira, ben, lesson) = await AmiraAndBen(may: "view");
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        Assert.Single((await Conversation(ben, lesson))["changes"]!.AsArray());
        await Problem.TitleOf(await ben.WriteNote(lesson, _note), HttpStatusCode.Forbidden);
        await Problem.TitleOf(await Delete(ben, lesson, _note), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_sees_no_lesson_sees_no_notes()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        var omar = await app.Someone("Omar", school: "Hilltop");
        await amira.WriteNote(lesson, _note);
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/api/lessons/{lesson}/annotations"));
        await Problem.TitleOf(await omar.WriteNote(lesson, Guid.CreateVersion7()), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Delete(omar, lesson, _note), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_draft_is_its_authors_alone_until_it_is_shared()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await ben.WriteNote(lesson, _note, draft: true);
        Assert.Empty((await Conversation(amira, lesson))["changes"]!.AsArray());
        Assert.Single((await Conversation(ben, lesson))["changes"]!.AsArray());

        await ben.WriteNote(lesson, _note, edit: 1);
        Assert.NotNull((await Conversation(amira, lesson))["changes"]![0]!["annotation"]);
        await ben.WriteNote(lesson, _note, edit: 2, draft: true);
        Assert.Equal(_note, (await Conversation(amira, lesson))["changes"]![0]!["deleted"]!.GetValue<Guid>());
    }

    [Theory]
    [InlineData(-1, null, null)]
    [InlineData(61_001, null, null)]
    [InlineData(5000, 4999, null)]
    [InlineData(5000, 61_001, null)]
    [InlineData(0, null, 0)]
    [InlineData(60_000, 60_000, 60_000)]
    [InlineData(60_400, 61_000, 60_000)]
    public async Task A_moment_lies_within_the_recording_give_or_take_its_last_frame(
        int atMs, int? untilMs, int? stored)
    {
        var (amira, _, lesson) = await AmiraAndBen();
        await app.Sql<int>("insert into blobs (name) values (@lesson::text)", new { lesson });
        await app.Sql<int>("""
            insert into recordings (id, lesson_id, state, playable, duration_ms, blob, bytes)
            values (@lesson, @lesson, 'ready', true, 60000, @lesson::text, 1);
            update lessons set recording_id = @lesson where id = @lesson
            """, new { lesson });
        var answer = await amira.Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/annotations/{_note}", new { atMs, untilMs, kind = "try", text = "x" });
        if (stored is null)
        {
            await Problem.TitleOf(answer, HttpStatusCode.BadRequest);
            return;
        }

        Assert.Equal(stored, (await SignedIn.Json(answer))["atMs"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"kind":"noticed","text":"x"}""", "atMs")]
    [InlineData("""{"atMs":1.5,"kind":"noticed","text":"x"}""", "atMs")]
    [InlineData("""{"atMs":"1","kind":"noticed","text":"x"}""", "atMs")]
    [InlineData("""{"atMs":99999999999,"kind":"noticed","text":"x"}""", "atMs")]
    [InlineData("""{"atMs":1,"kind":"liked","text":"x"}""", "kind")]
    [InlineData("""{"atMs":1,"kind":0,"text":"x"}""", "kind")]
    [InlineData("""{"atMs":1,"kind":"noticed","about":"parents","text":"x"}""", "about")]
    [InlineData("""{"atMs":1,"kind":"noticed"}""", "text")]
    [InlineData("""{"atMs":1,"kind":"noticed","text":" "}""", "text")]
    [InlineData("""{"atMs":1,"kind":"noticed","text":"a\u0000b"}""", "text")]
    [InlineData("""{"atMs":1,"kind":"noticed","text":"x","edit":-1}""", "edit")]
    [InlineData("""{"atMs":1,"kind":"noticed","text":"x","drawing":"x"}""", "drawing")]
    [InlineData("""{"atMs":1,"kind":"noticed","text":"x","likes":5}""", "likes")]
    public async Task What_is_wrong_with_a_note_is_said_by_name(string json, string named)
    {
        var (amira, _, lesson) = await AmiraAndBen();
        var title = await Problem.TitleOf(await Put(amira, lesson, _note, json), HttpStatusCode.BadRequest);
        Assert.Contains(named, title, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_note_has_five_thousand_characters_at_most_and_a_drawing_sixty_four_kilobytes()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        Assert.Equal(HttpStatusCode.Created,
            (await amira.WriteNote(lesson, _note, new string('x', 5000))).StatusCode);
        var other = Guid.CreateVersion7();
        await Problem.TitleOf(await amira.WriteNote(lesson, other, new string('x', 5001)),
            HttpStatusCode.BadRequest);
        var drawing = $$"""{"atMs":1,"kind":"try","text":"x","drawing":["{{new string('x', 65536)}}"]}""";
        await Problem.TitleOf(await Put(amira, lesson, other, drawing), HttpStatusCode.BadRequest);
    }

    private async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> AmiraAndBen(string may = "annotate")
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben, may);
        return (amira, ben, lesson);
    }

    private static Task<JsonObject> Conversation(SignedIn reader, Guid lesson) =>
        reader.Get($"/api/lessons/{lesson}/annotations?after=0");

    private static Task<HttpResponseMessage> Delete(SignedIn person, Guid lesson, Guid note) =>
        person.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}/annotations/{note}", UriKind.Relative));

    private static Task<HttpResponseMessage> Put(SignedIn person, Guid lesson, Guid note, string json) =>
        person.Http.PutAsync(new Uri($"/api/lessons/{lesson}/annotations/{note}", UriKind.Relative),
            new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
}
