using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>The picture at a moment.</summary>
public sealed class StillTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task It_is_the_one_that_is_on_screen_at_that_millisecond()
    {
        var (person, lesson) = await Uploaded(TestRecordings.Luma());

        // A thirtieth of a second is 33 and a third milliseconds.
        foreach (var (ms, frame) in ((int, int)[])
            [(0, 0), (33, 0), (34, 1), (66, 1), (67, 2), (999, 29), (1000, 30),
            (12_345, 370), (19_990, 599), (20_000, 599)])
            Assert.Equal(frame % LumaCode.Cycle, await FrameAt(person, lesson, ms));
    }

    [Fact]
    public async Task It_is_true_for_a_phones_pictures_of_different_lengths()
    {
        var (person, lesson) = await Uploaded(TestRecordings.LumaVariable);

        // Of 35 pictures only those remain whose number can be divided by 5 or by 7.
        foreach (var (frame, shown) in ((int, int)[])[(0, 0), (4, 0), (6, 5), (13, 10), (34, 30), (35, 35)])
            Assert.Equal(shown, await FrameAt(person, lesson, frame * 1000 / 30 + 5));
    }

    [Fact]
    public async Task It_is_true_for_a_camcorder_whose_clock_begins_anywhere()
    {
        var (person, lesson) = await Uploaded(TestRecordings.LumaTransportStream);

        var first = await FrameAt(person, lesson, 1000);
        Assert.InRange(first, 28, 31);
        Assert.Equal((first + 75) % LumaCode.Cycle, await FrameAt(person, lesson, 3500));
    }

    [Fact]
    public async Task It_is_kept_for_the_next_who_asks()
    {
        var (person, lesson) = await Uploaded(TestRecordings.Luma());
        var both = await Task.WhenAll(Get(person, lesson, "500"), Get(person, lesson, "500"));

        Assert.Equal(both[0].Headers.ETag, both[1].Headers.ETag);
        Assert.Equal(1, await app.Sql<int>("""
            select count(*) from stills s join recordings r on r.id = s.recording_id
            where r.lesson_id = @lesson
            """, new { lesson }));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("20100")]
    [InlineData("99999999999")]
    [InlineData("1.5")]
    [InlineData("start")]
    public async Task Outside_of_the_lesson_there_is_none(string ms)
    {
        var (person, lesson) = await Uploaded(TestRecordings.Luma());

        Assert.Equal(HttpStatusCode.NotFound, (await Get(person, lesson, ms)).StatusCode);
    }

    [Fact]
    public async Task Nobody_gets_one_of_a_lesson_that_is_not_shared_with_them()
    {
        var (_, lesson) = await Uploaded(TestRecordings.Luma());
        var ben = await app.Someone("Ben");

        Assert.Equal(HttpStatusCode.NotFound, (await Get(ben, lesson, "500")).StatusCode);
    }

    private async Task<(SignedIn, Guid)> Uploaded(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        // Not more than looked at: the rest is still being made.
        await amira.RecordingOnce(lesson, now => now["durationMs"] is not null);
        return (amira, lesson);
    }

    private static Task<HttpResponseMessage> Get(SignedIn person, Guid lesson, string ms) =>
        new Watching(person, lesson).Get($"stills/{ms}.jpg");

    private static async Task<int> FrameAt(SignedIn person, Guid lesson, int ms)
    {
        using var still = await Get(person, lesson, $"{ms}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal("image/jpeg", still.Content.Headers.ContentType!.MediaType);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["still.jpg"], await still.Content.ReadAsByteArrayAsync());
        return (await LumaCode.FramesOfJpeg(folder.Path, "still.jpg")).Single();
    }
}
