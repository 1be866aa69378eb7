using System.Net;
using System.Text.Json.Nodes;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>What is seen when pointing at the timeline.</summary>
public sealed class ThumbnailTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Each_small_picture_shows_the_lesson_when_its_time_begins() =>
        await ShowsTheTruth(TestRecordings.Luma(), width: 256, height: 144);

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task Turned_phones_are_seen_upright(int degrees) => await ShowsTheTruth(
        TestRecordings.LumaTurned(degrees),
        width: degrees == 180 ? 256 : 144, height: degrees == 180 ? 144 : 256);

    [Fact]
    public async Task Recordings_that_are_read_the_slow_way_are_as_true() =>
        await ShowsTheTruth(TestRecordings.LumaTransportStream, width: 256, height: 144);

    [Fact]
    public async Task Pictures_of_different_lengths_do_not_shift_them() =>
        await ShowsTheTruth(TestRecordings.LumaVariable, width: 256, height: 144, pictures: 5);

    [Fact]
    public async Task Where_no_picture_is_found_in_time_there_is_a_dark_one()
    {
        using var folder = new TestFolder(await TestRecordings.Luma());
        var source = await ProbeTests.Look(TestRecordings.Luma());

        var plan = await ThumbnailMaker.Make(new JobFolder(folder.Path), source,
            ThumbnailPlan.For(source) with { Patience = TimeSpan.Zero },
            TestContext.Current.CancellationToken);

        Assert.Equal([TimeSpan.Zero], plan.Times);
        Assert.True(File.Exists(Path.Combine(folder.Path, ThumbnailMaker.Sheet(0))));
    }

    private async Task ShowsTheTruth(Task<string> recording, int width, int height, int pictures = 10)
    {
        var watching = await Ready(recording);
        var cues = await watching.Thumbnails();

        Assert.InRange(cues.Count, pictures, 10);
        Assert.Equal(cues.Skip(1).Select(cue => cue.From), cues.SkipLast(1).Select(cue => cue.To));
        Assert.All(cues, cue => Assert.EndsWith($":{width}:{height}", cue.Place, StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        foreach (var cue in cues)
        {
            var file = folder[cue.Sheet];
            using var sheet = await watching.Get(cue.Sheet);
            Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
            await File.WriteAllBytesAsync(file, await sheet.Content.ReadAsByteArrayAsync());
            var place = cue.Place.Split(':');
            var crop = $"{place[2]}:{place[3]}:{place[0]}:{place[1]}";
            var shown = (await LumaCode.FramesOfJpeg(folder.Path, cue.Sheet, $"crop={crop},")).Single();
            var due = (int)Math.Round(cue.From.TotalSeconds * 30);
            Assert.InRange((due - shown + LumaCode.Cycle + 1) % LumaCode.Cycle, 0, 2);
        }
    }

    private async Task<Watching> Ready(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        return new Watching(amira, lesson);
    }
}
