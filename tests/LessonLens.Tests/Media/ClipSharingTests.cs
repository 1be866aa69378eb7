using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>Who sees a clip: whoever sees its lesson, and whoever was given it.</summary>
public sealed class ClipSharingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Whoever_sees_the_lesson_sees_its_clips_as_long_as_that()
    {
        var (amira, lesson, clip) = await LessonWithClip();
        var ben = await app.Someone("Ben");

        await Sees(ben, clip, HttpStatusCode.NotFound);
        await amira.Share(lesson, ben, "view");
        await Sees(ben, clip, HttpStatusCode.OK);
        // Also where the clip was given beside the lesson.
        await amira.Put($"/api/lessons/{lesson}/clips/{clip}/grants/{ben.Id}", new { reason = "Look" });
        await amira.Withdraw(lesson, ben);
        await Sees(ben, clip, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_was_given_a_clip_sees_it_and_nothing_else_of_the_lesson()
    {
        var (amira, lesson, clip) = await LessonWithClip();
        var omar = await app.Someone("Omar", school: "Elsewhere");
        var clips = $"/api/lessons/{lesson}/clips";

        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf(clips));
        using (var given = await amira.Http.PutAsJsonAsync(
            $"{clips}/{clip}/grants/{omar.Id}", new { reason = "Look" }))
            Assert.Equal(HttpStatusCode.NoContent, given.StatusCode);
        await Sees(omar, clip, HttpStatusCode.OK);
        var seen = await omar.Http.GetFromJsonAsync<JsonArray>(new Uri(clips, UriKind.Relative));
        Assert.Equal(clip, seen!.Single()!["id"]!.GetValue<Guid>());
        foreach (var hidden in (string[])[
            $"/api/lessons/{lesson}", $"/media/lessons/{lesson}/main.m3u8",
            $"/media/lessons/{lesson}/stills/1000.jpg"])
            Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf(hidden));

        // It rests as long as a pupil of the class must not be recorded.
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { className = "6b" });
        var classes = await amira.Http.GetFromJsonAsync<JsonArray>("/api/classes");
        var objection = $"/api/classes/{classes!.Single()!["id"]}/objections/{Guid.CreateVersion7()}";
        await amira.Put(objection, new { pupil = "L. K." });
        await Sees(omar, clip, HttpStatusCode.NotFound);
        await amira.Delete(objection);
        await Sees(omar, clip, HttpStatusCode.OK);

        var grant = new Uri($"{clips}/{clip}/grants/{omar.Id}", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NoContent, (await amira.Http.DeleteAsync(grant)).StatusCode);
        await Sees(omar, clip, HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf(clips));
    }

    [Fact]
    public async Task A_clip_that_was_given_goes_with_its_lesson_and_with_whoever_leaves_the_school()
    {
        var (amira, lesson, clip) = await LessonWithClip();
        var (ben, _) = (await app.Someone("Ben"), await app.Someone("Dana", role: "admin"));
        await amira.Put($"/api/lessons/{lesson}/clips/{clip}/grants/{ben.Id}", new { reason = "Look" });
        await amira.Delete($"/api/lessons/{lesson}");
        await Sees(ben, clip, HttpStatusCode.NotFound);
        await amira.Delete($"/api/lessons/{lesson}/deletion");
        await Sees(ben, clip, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent,
            await ben.Put($"{await ben.School()}/people/{ben.Id}/departure", new { }));
        await Sees(ben, clip, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_owner_cuts_deletes_and_gives()
    {
        var (amira, lesson, clip) = await LessonWithClip();
        var ben = await app.Someone("Ben");
        await amira.Share(lesson, ben);
        var address = $"/api/lessons/{lesson}/clips/{clip}";

        foreach (var answer in (HttpResponseMessage[])[
            await ben.Http.PutAsJsonAsync(address, new { fromMs = 1000, toMs = 3000, title = "Mine" }),
            await ben.Http.DeleteAsync(new Uri(address, UriKind.Relative)),
            await ben.Http.PutAsJsonAsync($"{address}/grants/{ben.Id}", new { reason = "Look" })])
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await Sees(ben, clip, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_lessons_clip_is_not_mine_to_cut()
    {
        var (_, _, clip) = await LessonWithClip();
        var (ben, lesson, _) = await LessonWithClip();

        using var answer = await ben.Http.PutAsJsonAsync($"/api/lessons/{lesson}/clips/{clip}",
            new { fromMs = 1000, toMs = 3000, title = "Mine" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<(SignedIn, Guid Lesson, Guid Clip)> LessonWithClip()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, now => now["durationMs"] is not null);
        var clip = Guid.CreateVersion7();
        using var cut = await amira.Http.PutAsJsonAsync($"/api/lessons/{lesson}/clips/{clip}",
            new { fromMs = 1000, toMs = 3000, title = "Leila explains" });
        Assert.Equal(HttpStatusCode.Accepted, cut.StatusCode);
        await Wait.Until(async () =>
            await amira.StatusOf($"/media/clips/{clip}/clip.mp4") == HttpStatusCode.OK, 120);
        return (amira, lesson, clip);
    }

    private static async Task Sees(SignedIn person, Guid clip, HttpStatusCode expected)
    {
        foreach (var name in (string[])["clip.mp4", "poster.jpg"])
            Assert.Equal(expected, await person.StatusOf($"/media/clips/{clip}/{name}"));
    }
}
