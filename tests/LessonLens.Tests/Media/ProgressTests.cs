using System.Diagnostics;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>How far a recording is, as its owner's pages hear it while it is made watchable.</summary>
[Collection(nameof(Alone))]
public sealed class ProgressTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const double LargestStep = 0.15;
    private const double NearlyDone = 0.95;

    // Twice as long as said is still a help; a machine that others use too makes no better promise.
    private const double FurthestOff = 2;

    private static readonly string[] LongKinds = ["mpeg4", "h264", "hevc", "mpeg2"];

    public static TheoryData<string> Kinds => [.. LongForm.OrShort(inLong: LongKinds, inShort: ["mpeg4"])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_rises_evenly_while_whoever_comes_next_is_told_to_wait(string kind)
    {
        var recording = await Long(kind);
        var (amira, ben) = (await app.Someone("Amira"), await app.Someone("Ben"));
        var (first, next) = (await amira.PlanLesson(), await ben.PlanLesson());
        await using var news = await EventStream.Of(amira);
        await using var otherNews = await EventStream.Of(ben);
        var (making, waiting) = (Course.Of(news), Course.Of(otherNews));
        await amira.UploadFile(first, recording);
        await amira.RecordingOnce(first, now => (double?)now["progress"] > 0.05);
        await ben.UploadFile(next, await TestRecordings.WebM);

        var course = await making;
        RisesEvenly(course);
        Assert.All(course.Told, told => Assert.Null(told["ahead"]));

        var wait = await waiting;
        Assert.Contains(wait.Told, told => (int?)told["ahead"] == 1);
        Assert.Null(wait.Told[^1]["ahead"]);
        Assert.Equal("ready", (string?)wait.Told[^1]["state"]);
        await TellsWhenItEnds(course, recording);
    }

    private async Task<Course> CourseOf(string recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await using var news = await EventStream.Of(amira);
        var making = Course.Of(news);
        await amira.UploadFile(lesson, recording);
        return await making;
    }

    private static void RisesEvenly(Course course)
    {
        foreach (var (before, after) in course.Points.Zip(course.Points.Skip(1)))
        {
            Assert.True(after.Done >= before.Done, $"It went back: {course}");
            Assert.True(after.Done - before.Done <= LargestStep, $"It jumped: {course}");
        }

        Assert.True(course.Points[^2].Done >= NearlyDone, $"The end came as a surprise: {course}");
    }

    /// <summary>
    /// Somebody else may begin to use the machine just then, or stop; hardly twice in the same place.
    /// </summary>
    private async Task TellsWhenItEnds(Course course, string recording)
    {
        if (IsAboutRight(course)) return;
        var again = await CourseOf(recording);
        Assert.True(IsAboutRight(again), $"It was wrong twice: {course}; {again}");
    }

    /// <summary>As pages reckon, by the speed of late (time-left.ts has tests of its own).</summary>
    private static bool IsAboutRight(Course course)
    {
        var half = course.Points.First(point => point.Done >= 0.5);
        var before = course.Points.First(point => point.Done > 0 && half.Seconds - point.Seconds <= 60);
        var speed = (half.Done - before.Done) / (half.Seconds - before.Seconds);
        var said = (1 - half.Done) / speed;
        var took = course.Points[^1].Seconds - half.Seconds;
        return said > took / FurthestOff && said < took * FurthestOff;
    }

    private static Task<string> Long(string kind) => kind switch
    {
        "h264" => TwoMinutes(kind, "-c:v libx264 -preset ultrafast -g 30"),
        "hevc" => TwoMinutes(kind, "-c:v libx265 -preset ultrafast -x265-params log-level=error"),
        "mpeg2" => TwoMinutes(kind, "-c:v mpeg2video -q:v 4"),
        _ => Twice(TestRecordings.SlowToMake),
    };

    // News comes once a second: on a quick machine, too, there has to be enough of it.
    private static async Task<string> Twice(Task<string> recording) =>
        await TestRecordings.Make("slow-twice.avi", $"-stream_loop 1 -i {await recording} -c copy");

    private static Task<string> TwoMinutes(string kind, string coded) => TestRecordings.Make(
        $"two-minutes-{kind}.{(kind == "mpeg2" ? "ts" : "mp4")}",
        "-f lavfi -i testsrc2=size=1920x1080:rate=30:duration=120 " +
        "-f lavfi -i sine=frequency=440:duration=120 " +
        $"-pix_fmt yuv420p {coded} -c:a aac");

    /// <summary>What was told from the first work on a recording to its end, and when.</summary>
    private sealed record Course(IReadOnlyList<JsonObject> Told, IReadOnlyList<Course.Point> Points)
    {
        internal sealed record Point(double Seconds, double Done);

        public static async Task<Course> Of(EventStream news)
        {
            var since = Stopwatch.StartNew();
            var (told, points) = (new List<JsonObject>(), new List<Point>());
            while ((string?)told.LastOrDefault()?["state"] != "ready")
            {
                // Whoever waits for a turn hears nothing meanwhile.
                var recording = (await news.NextRecording(withinSeconds: 180))["recording"]!.AsObject();
                if ((string?)recording["state"] is not ("processing" or "ready")) continue;
                told.Add(recording);
                points.Add(new Point(since.Elapsed.TotalSeconds, (double)recording["progress"]!));
            }

            return new Course(told, points);
        }

        public override string ToString() =>
            string.Join(", ", Points.Select(point => $"{point.Done:0.000} at {point.Seconds:0.0} s"));
    }
}
