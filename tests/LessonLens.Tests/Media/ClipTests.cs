using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A part of a lesson as a film of its own.</summary>
public sealed class ClipTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData(5_000, 8_000, 150, 90)]
    [InlineData(0, 1_000, 0, 30)]
    [InlineData(12_345, 15_345, 371, 90)]
    [InlineData(17_000, 20_000, 510, 90)]
    public async Task It_holds_every_picture_of_its_span_and_none_from_outside(
        int fromMs, int toMs, int first, int count) =>
        await HoldsExactly(TestRecordings.Luma(), fromMs, toMs, first, count);

    [Fact]
    public async Task A_turned_phones_clip_is_exact() =>
        await HoldsExactly(TestRecordings.LumaTurned(90), 5_000, 8_000, 150, 90);

    [Theory]
    [InlineData("camcorder.ts", 0, 2_000)]
    [InlineData("camcorder.ts", 31_234, 33_234)]
    [InlineData("camcorder.ts", 38_000, 40_000)]
    [InlineData("matroska.mkv", 31_234, 33_234)]
    public async Task A_clip_moves_from_its_first_picture_on_though_the_film_can_be_entered_seldom(
        string name, int fromMs, int toMs)
    {
        var recording = name == "camcorder.ts" ? LumaRecordings.Camcorder : LumaRecordings.Matroska();
        var truth = await Truth.Of(await recording);
        var (amira, lesson) = await Uploaded(recording);

        var frames = await Frames(amira, await Cut(amira, lesson, fromMs, toMs));

        Assert.Equal(25 * (toMs - fromMs) / 1000, frames.Count, 1.0);
        Assert.Equal(Enumerable.Range(frames[0], frames.Count).Select(n => n % LumaCode.Cycle), frames);
        truth.Holds(fromMs / 1000.0, frames[0]);
    }

    [Fact]
    public async Task A_clip_of_a_screen_that_stands_still_shows_what_is_on_it_all_along()
    {
        var (amira, lesson) = await Uploaded(LumaRecordings.Named("screen.webm"));

        var frames = await Frames(amira, await Cut(amira, lesson, 3_000, 4_500));

        Assert.Equal(45, frames.Count, 2.0);
        Assert.All(frames, frame => Assert.Equal(75, frame));
    }

    [Fact]
    public async Task A_clip_and_a_still_are_there_while_the_lesson_is_still_being_prepared()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.LongAndTurned());

        var clip = await Cut(amira, lesson, 100_000, 102_000);
        var still = await amira.StatusOf($"/media/lessons/{lesson}/stills/110000.jpg");

        Assert.Equal("processing", await amira.StateOf(lesson));
        Assert.Equal(HttpStatusCode.OK, still);
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf(Address(clip, "poster.jpg").ToString()));
    }

    [Fact]
    public async Task It_plays_before_it_has_all_arrived_and_any_part_of_it_can_be_asked_for()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Lesson);
        var clip = await Cut(amira, lesson, 2_000, 6_000);

        var bytes = await amira.Http.GetByteArrayAsync(Address(clip, "clip.mp4"));
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        Assert.InRange(text.IndexOf("moov", StringComparison.Ordinal), 0,
            text.IndexOf("mdat", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(clip, "clip.mp4"));
        request.Headers.Add("Range", "bytes=100-199");
        using var part = await amira.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync());
        using var poster = await amira.Http.GetAsync(Address(clip, "poster.jpg"));
        Assert.Equal("image/jpeg", poster.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Asking_again_changes_nothing_and_another_span_makes_it_anew()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Luma());
        var clip = await Cut(amira, lesson, 5_000, 8_000);
        var before = await amira.Http.GetByteArrayAsync(Address(clip, "clip.mp4"));

        Assert.Equal(HttpStatusCode.Accepted, (await Put(amira, lesson, clip, 5_000, 8_000)).StatusCode);
        Assert.Equal(before, await amira.Http.GetByteArrayAsync(Address(clip, "clip.mp4")));
        Assert.Equal(HttpStatusCode.Accepted, (await Put(amira, lesson, clip, 6_000, 8_000)).StatusCode);
        await Made(amira, clip);
        Assert.Equal(60, (await Frames(amira, clip)).Count);
        Assert.Single((await List(amira, lesson))!);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_with_its_bytes()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Luma());
        var clip = await Cut(amira, lesson, 5_000, 6_000);

        foreach (var _ in (int[])[1, 2])
        {
            using var answer = await amira.Http.DeleteAsync(Of(lesson, clip));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf(Address(clip, "clip.mp4").ToString()));
        Assert.Empty((await List(amira, lesson))!);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from blobs where name like 'clips/%' and lesson_id = @lesson", new { lesson }));
    }

    [Theory]
    [InlineData(-1, 5_000, "Part", "A clip lies within its lesson.")]
    [InlineData(18_000, 23_000, "Part", "A clip lies within its lesson.")]
    [InlineData(5_000, 5_900, "Part", "A clip lasts from one second to ten minutes.")]
    [InlineData(8_000, 5_000, "Part", "A clip lasts from one second to ten minutes.")]
    [InlineData(5_000, 8_000, "", "A clip needs a title.")]
    [InlineData(5_000, 8_000, "  ", "A clip needs a title.")]
    public async Task What_cannot_be_is_refused_in_plain_words(
        int fromMs, int toMs, string title, string says)
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Luma());

        var answer = await Put(amira, lesson, Guid.CreateVersion7(), fromMs, toMs, title);

        Assert.Equal(says, await Problem.TitleOf(answer, HttpStatusCode.BadRequest));
    }

    private async Task HoldsExactly(Task<string> recording, int fromMs, int toMs, int first, int count)
    {
        var (amira, lesson) = await Uploaded(recording);
        var frames = await Frames(amira, await Cut(amira, lesson, fromMs, toMs));

        Assert.Equal(Enumerable.Range(first, count).Select(number => number % LumaCode.Cycle), frames);
    }

    private async Task<(SignedIn, Guid)> Uploaded(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        await amira.RecordingOnce(lesson, now => now["durationMs"] is not null);
        return (amira, lesson);
    }

    private static async Task<Guid> Cut(SignedIn person, Guid lesson, int fromMs, int toMs)
    {
        var clip = Guid.CreateVersion7();
        using var answer = await Put(person, lesson, clip, fromMs, toMs);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Made(person, clip);
        return clip;
    }

    private static Task Made(SignedIn person, Guid clip) => Wait.Until(async () =>
    {
        using var film = await person.Http.GetAsync(Address(clip, "clip.mp4"));
        if (film.StatusCode == HttpStatusCode.OK) return true;
        Assert.Equal(HttpStatusCode.NotFound, film.StatusCode);
        Assert.NotNull(film.Headers.RetryAfter);
        return false;
    }, 120);

    private static Task<HttpResponseMessage> Put(
        SignedIn person, Guid lesson, Guid clip, int fromMs, int toMs, string title = "Leila explains") =>
        person.Http.PutAsJsonAsync(Of(lesson, clip), new { fromMs, toMs, title });

    private static async Task<JsonArray?> List(SignedIn person, Guid lesson) =>
        await person.Http.GetFromJsonAsync<JsonArray>(
            new Uri($"/api/lessons/{lesson}/clips", UriKind.Relative));

    /// <summary>All that the file holds: also what an edit list would hide.</summary>
    private static async Task<IReadOnlyList<int>> Frames(SignedIn person, Guid clip)
    {
        using var folder = new TemporaryFolder();
        var bytes = await person.Http.GetByteArrayAsync(Address(clip, "clip.mp4"));
        await File.WriteAllBytesAsync(folder["clip.mp4"], bytes);
        return await LumaCode.Frames(folder.Path, "clip.mp4", "", "-ignore_editlist", "1");
    }

    private static Uri Of(Guid lesson, Guid clip) =>
        new($"/api/lessons/{lesson}/clips/{clip}", UriKind.Relative);

    private static Uri Address(Guid clip, string name) =>
        new($"/media/clips/{clip}/{name}", UriKind.Relative);
}
