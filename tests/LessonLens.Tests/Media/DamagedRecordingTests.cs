using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>The upload succeeds, the lesson says plainly what is wrong, and the work goes on.</summary>
public sealed class DamagedRecordingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Whatever_is_no_lesson_is_named_and_the_next_lesson_is_made_all_the_same()
    {
        Task<string>[] files =
        [
            TestRecordings.Text("lesson.mp4", "My lesson plan for Tuesday."),
            TestRecordings.Write("lesson.mp4", []),
            TestRecordings.HalfOf(TestRecordings.Lesson),
            TestRecordings.Photo,
            TestRecordings.Sound("mp3"),
            TestRecordings.Hollow(),
        ];
        string[] codes = ["not-a-video", "empty", "cut-off", "picture", "no-picture", "unreadable"];

        var amira = await app.Someone("Amira");
        foreach (var (file, code) in files.Zip(codes))
        {
            var recording = await Ended(amira, await file);

            Assert.Equal("failed", recording["state"]!.GetValue<string>());
            Assert.Equal(code, recording["failure"]!["code"]!.GetValue<string>());
            Assert.False(recording["playable"]!.GetValue<bool>());
        }

        var good = await Ended(amira, await TestRecordings.Silent);
        Assert.Equal("ready", good["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_stops_early_can_be_watched_up_to_there()
    {
        var amira = await app.Someone("Amira");

        var recording = await Ended(amira, await TestRecordings.HalfOf(TestRecordings.IndexFirst));

        Assert.True(recording["playable"]!.GetValue<bool>());
        Assert.Equal("stops-early", recording["failure"]!["code"]!.GetValue<string>());
        Assert.Matches(
            "stops after [0-9]+ of 20 seconds", recording["failure"]!["title"]!.GetValue<string>());
        Assert.InRange(recording["durationMs"]!.GetValue<int>(), 5_000, 15_000);
    }

    [Fact]
    public async Task What_has_sound_that_nobody_can_read_is_watched_without_and_says_so()
    {
        var amira = await app.Someone("Amira");

        var recording = await Ended(amira, await TestRecordings.Make("rare-sound.mkv",
            "-f lavfi -i testsrc2=size=160x90:duration=2 -f lavfi -i sine=duration=2 " +
            "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a wmav2"));

        Assert.True(recording["playable"]!.GetValue<bool>());
        Assert.Equal("sound-unreadable", recording["failure"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_playlist_in_the_shape_of_a_recording_shows_nobody_elses()
    {
        var amira = await app.Someone("Amira");
        var neighbour = await TestRecordings.Lesson;

        foreach (var script in (string[])[
            $"#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\n{neighbour}\n#EXT-X-ENDLIST\n",
            $"ffconcat version 1.0\nfile {neighbour}\n"])
        {
            var recording = await Ended(amira, await TestRecordings.Text("lesson.mp4", script));

            Assert.Equal("not-a-video", recording["failure"]!["code"]!.GetValue<string>());
            Assert.False(recording["playable"]!.GetValue<bool>());
        }
    }

    private static async Task<JsonObject> Ended(SignedIn person, string file)
    {
        var lesson = await person.PlanLesson();
        await person.UploadFile(lesson, file);
        return await person.RecordingOnce(lesson,
            recording => recording["state"]!.GetValue<string>() is "ready" or "failed");
    }
}
