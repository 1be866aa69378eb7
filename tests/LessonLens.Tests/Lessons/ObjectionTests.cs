using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

/// <summary>A pupil who must not be recorded is thought of first, and leaves no school.</summary>
public sealed class ObjectionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_recording_of_such_a_class_needs_a_word_first_and_stays_in_the_school()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var omar = await app.Someone("Omar", school: "Hilltop");
        var lesson = await amira.PlanLesson();
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { className = "6b" });
        var classId = (Guid)(await amira.Http.GetFromJsonAsync<JsonArray>("/api/classes"))![0]!["id"]!;
        var objection = $"/api/classes/{classId}/objections/{Guid.CreateVersion7()}";
        foreach (var stranger in (SignedIn[])[omar, ben])
            Assert.Equal(HttpStatusCode.NotFound,
                (await stranger.Http.PutAsJsonAsync(objection, new { pupil = "L. K." })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent,
            (await amira.Http.PutAsJsonAsync(objection, new { pupil = "L. K." })).StatusCode);
        foreach (var page in (string[])["/classes", $"/lessons/new?lesson={lesson}"])
            Assert.Contains("L. K.", await amira.Http.GetStringAsync(new Uri(page, UriKind.Relative)),
                StringComparison.Ordinal);
        // A coach keeps none of it, and is still told that there is somebody before he films that class.
        Assert.DoesNotContain("no class yet", await ben.Http.Read("/classes"), StringComparison.Ordinal);
        var planning = await ben.Http.Read("/lessons/new");
        Assert.Contains("&quot;6b&quot;", planning, StringComparison.Ordinal);
        Assert.DoesNotContain("L. K.", planning, StringComparison.Ordinal);

        await Problem.TitleOf(await amira.BeginUpload(lesson, 10), HttpStatusCode.UnprocessableEntity);
        var word = Convert.ToBase64String(Encoding.UTF8.GetBytes("She sat behind the camera."));
        using var told = Tus.Post(10, $"{Tus.Metadata(lesson, "a.mp4")},objectionsHandled {word}");
        Assert.Equal(HttpStatusCode.Created, (await amira.Http.SendAsync(told)).StatusCode);
        Assert.Equal("She sat behind the camera.", await app.Sql<string>(
            "select objections_handled from recordings where lesson_id = @lesson", new { lesson }));

        await amira.Share(lesson, with: ben);
        Assert.Equal(HttpStatusCode.Conflict, (await ShareWith(omar)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent,
            (await amira.Http.DeleteAsync(new Uri(objection, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ShareWith(omar)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await omar.StatusOf($"/api/lessons/{lesson}"));

        // Noted later, what was shared beyond the school rests, and is back when it has ended.
        await using var room = await HubClient.Connect(omar);
        await room.Join(lesson);
        var later = $"/api/classes/{classId}/objections/{Guid.CreateVersion7()}";
        Assert.Equal(HttpStatusCode.NoContent, await amira.Put(later, new { pupil = "M. O." }));
        await room.Next("Closed", withinSeconds: 5);
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal([false, true], await Rest());
        Assert.DoesNotContain("Omar", await amira.Http.Read("/"), StringComparison.Ordinal);
        await amira.Delete(later);
        Assert.Equal(HttpStatusCode.OK, await omar.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal([false, false], await Rest());

        async Task<IEnumerable<bool>> Rest() =>
            (await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!
                .Select(grant => (bool)grant!["isKeptInSchool"]!);

        Task<HttpResponseMessage> ShareWith(SignedIn person) => amira.Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/grants/{person.Id}", new { may = "view", reason = "A look" });
    }
}
