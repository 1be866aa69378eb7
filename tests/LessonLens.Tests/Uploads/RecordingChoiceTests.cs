using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

public sealed class RecordingChoiceTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_second_recording_waits_until_its_owner_chooses_it_and_may_choose_back_and_delete()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var (first, second) = (UploadSteps.Random(5000), UploadSteps.Random(6000));
        await amira.Upload(lesson, first, "first.mp4");
        await IsMadeWatchable(lesson);
        await amira.Upload(lesson, second, "second.mp4");

        var both = await Recordings(amira, lesson);
        Assert.Equal([("first.mp4", 5000, true), ("second.mp4", 6000, false)], both.Select(Shape));
        Assert.Equal("ready", await amira.StateOf(lesson));
        Assert.Equal(SHA256.HashData(first), await amira.Original(lesson));

        using (var chosen = await Choose(amira, lesson, both[1])) Assert.Equal(200, (int)chosen.StatusCode);
        Assert.Equal(SHA256.HashData(second), await amira.Original(lesson));
        Assert.Equal([("second.mp4", 6000, true), ("first.mp4", 5000, false)],
            (await Recordings(amira, lesson)).Select(Shape));
        await Problem.TitleOf(await Delete(amira, lesson, both[1]), HttpStatusCode.Conflict);

        using (var back = await Choose(amira, lesson, both[0])) Assert.Equal(200, (int)back.StatusCode);
        Assert.Equal(SHA256.HashData(first), await amira.Original(lesson));
        Assert.Equal(HttpStatusCode.NoContent, (await Delete(amira, lesson, both[1])).StatusCode);
        await Problem.TitleOf(await Delete(amira, lesson, both[1]), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Choose(amira, lesson, both[1]), HttpStatusCode.NotFound);
        Assert.Equal([("first.mp4", 5000, true)], (await Recordings(amira, lesson)).Select(Shape));
    }

    [Fact]
    public async Task Nobody_else_sees_or_makes_the_choice()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Upload(lesson, new byte[100]);
        var recording = (await Recordings(amira, lesson))[0]!;
        await amira.Share(lesson, with: ben);
        var path = $"/api/lessons/{lesson}/recordings";
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(path));
        await Problem.TitleOf(await Choose(ben, lesson, recording), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Delete(ben, lesson, recording), HttpStatusCode.NotFound);
        // Nor through a lesson of his own.
        var his = await ben.PlanLesson();
        await Problem.TitleOf(await Choose(ben, his, recording), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Delete(ben, his, recording), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_has_not_arrived_cannot_be_chosen()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.Upload(lesson, new byte[100]);
        await IsMadeWatchable(lesson);
        await amira.BeginUpload(lesson, 10, "second.mp4");
        Assert.Single(await Recordings(amira, lesson));
        var arriving = await app.Sql<Guid>(
            "select id from recordings where lesson_id = @lesson and arrived_at is null", new { lesson });
        await Problem.TitleOf(
            await Choose(amira, lesson, new JsonObject { ["id"] = arriving }), HttpStatusCode.NotFound);
    }

    // Whether it has been looked at already, is looked at now, or would be.
    private Task IsMadeWatchable(Guid lesson) => app.Sql<int>("""
        delete from jobs where subject in (select id from recordings where lesson_id = @lesson);
        update recordings
        set state = 'ready', playable = true, failure_code = null, failure_title = null
        where lesson_id = @lesson
        """, new { lesson });

    private static (string, int, bool) Shape(JsonNode? recording) => (
        recording!["fileName"]!.GetValue<string>(), recording["bytes"]!.GetValue<int>(),
        recording["shown"]!.GetValue<bool>());

    private static async Task<JsonArray> Recordings(SignedIn owner, Guid lesson) =>
        (await owner.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/recordings"))!;

    private static Task<HttpResponseMessage> Choose(SignedIn person, Guid lesson, JsonNode? recording) =>
        person.Http.PutAsJsonAsync($"/api/lessons/{lesson}/recording",
            new { recordingId = recording!["id"]!.GetValue<Guid>() });

    private static Task<HttpResponseMessage> Delete(SignedIn person, Guid lesson, JsonNode? recording) =>
        person.Http.DeleteAsync(new Uri(
            $"/api/lessons/{lesson}/recordings/{recording!["id"]!.GetValue<Guid>()}", UriKind.Relative));
}
