using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>Another recording takes the place of one that is still being made watchable.</summary>
[Collection(nameof(Alone))]
public sealed class ReplacedRecordingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Work_on_what_was_replaced_and_deleted_stops_within_five_seconds_and_leaves_nothing()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.LongAndTurned());
        var recordings = $"/api/lessons/{lesson}/recordings";
        var first = (await amira.Http.GetFromJsonAsync<JsonArray>(
            new Uri(recordings, UriKind.Relative)))!.Single()!["id"]!.GetValue<Guid>();
        await Wait.Until(() => Task.FromResult(Encodes().Length > 0), 120);
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        var second = await app.Sql<Guid>(
            "select id from recordings where lesson_id = @lesson and id <> @first", new { lesson, first });
        using (var chosen = await amira.Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/recording", new { recordingId = second }))
            Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        Assert.NotEmpty(Encodes());

        var old = new Uri($"{recordings}/{first}", UriKind.Relative);
        using (var dropped = await amira.Http.DeleteAsync(old))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);

        await Wait.Until(() => Task.FromResult(Encodes().Length == 0), 5);
        Assert.Equal(0, await app.Sql<long>(
            "select count(*) from jobs where subject = @first", new { first }));
        Assert.Equal(0, await app.Sql<long>(
            "select count(*) from renditions where recording_id = @first", new { first }));
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
    }

    /// <summary>Folders in which a recording of more than eight seconds is being made.</summary>
    private string[] Encodes() =>
        [.. Directory.GetDirectories(Path.Combine(app.DataFolder, "work"))
            .Where(folder => File.Exists(Path.Combine(folder, "360p", "4.m4s")))];
}
