using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Media;

public sealed class ReadinessTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private Db Db => app.Services.GetRequiredService<Db>();

    [Fact]
    public async Task A_recording_whose_last_two_parts_are_done_at_the_same_time_is_ready()
    {
        var (amira, lesson, recording) = await ProcessingLesson();
        var poster = BlobNames.Poster(Guid.CreateVersion7());
        var peaks = BlobNames.Peaks(Guid.CreateVersion7());
        await app.Services.GetRequiredService<BlobLedger>().Write(lesson, [poster, peaks], Stop);
        await Db.Change(async change =>
        {
            await app.Services.GetRequiredService<PeaksStore>().Put(change, recording, peaks);
            await ThumbnailStore.Put(change, Guid.CreateVersion7(), recording,
                new ThumbnailPlan([TimeSpan.Zero], 256, 144), []);
        }, Stop);
        var posterIsWritten = new TaskCompletionSource();
        var renditionIsWritten = new TaskCompletionSource();

        // Each has written its own before the other has committed, so neither sees the other's.
        var first = Db.Change(async change =>
        {
            await app.Services.GetRequiredService<PosterStore>().Put(change, recording, poster);
            posterIsWritten.SetResult();
            await renditionIsWritten.Task;
            await Readiness.Consider(change, recording);
        }, Stop);
        var second = Db.Change(async change =>
        {
            var rendition = ARendition(recording);
            await RenditionStore.Begin(change, rendition);
            await RenditionStore.Complete(change, rendition.Id);
            renditionIsWritten.SetResult();
            await posterIsWritten.Task;
            await Readiness.Consider(change, recording);
        }, Stop);
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(60), Stop);

        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
    }

    [Theory]
    [InlineData("probe")]
    [InlineData("copy")]
    [InlineData("encode")]
    [InlineData("poster")]
    [InlineData("thumbnails")]
    [InlineData("peaks")]
    public async Task A_job_that_failed_for_good_says_so_on_the_lesson_without_our_words_for_it(string kind)
    {
        var (amira, lesson, recording) = await ProcessingLesson();
        var handler = app.Services.GetServices<IJobHandler>().Single(one => one.Kind == kind);

        await Db.Change(change => handler.Died(change, recording, "ffmpeg ended with 137"), Stop);

        var failed = await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "failed");
        Assert.Equal("interrupted", failed["failure"]!["code"]!.GetValue<string>());
        var title = failed["failure"]!["title"]!.GetValue<string>();
        Assert.DoesNotContain("ffmpeg", title, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(SignedIn, Guid Lesson, Guid Recording)> ProcessingLesson()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.BeginUpload(lesson, 1000);
        var recording = await Db.Change(change => change.Connection.QuerySingleAsync<Guid>("""
            update recordings set state = 'processing', playable = true where lesson_id = @lesson returning id
            """, new { lesson }), Stop);
        return (amira, lesson, recording);
    }

    private static Rendition ARendition(Guid recording) => new()
    {
        Id = Guid.CreateVersion7(),
        RecordingId = recording,
        Kind = "360p",
        State = "growing",
        Width = 640,
        Height = 360,
        Bandwidth = 1,
        Codecs = "avc1.4d401e",
    };
}
