using System.Text.Json.Nodes;
using LessonLens.Database;
using LessonLens.Lessons;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Media;

/// <summary>What can be watched, and when.</summary>
public sealed class RenditionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_phones_recording_is_watched_as_it_came_then_on_any_screen_and_a_day_later_only_so()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Luma(1280, 720));
        await Ready(amira, lesson);
        var watching = new Watching(amira, lesson);
        var names = await watching.RenditionNames();
        Assert.Equal(3, names.Count);
        Assert.Equal(2, Resolutions(await watching.Main(), "1280x720"));
        Assert.Equal(1, Resolutions(await watching.Main(), "640x360"));
        for (var number = 0; number < names.Count; number++)
            Assert.Equal(20, Watching.Seconds(await watching.Rendition(number)), 0.1);

        await app.Sql<int>("update jobs set run_at = now() where kind = 'drop-copy'");

        await Wait.Until(async () => (await watching.RenditionNames()).Count == 2);
        await Wait.Until(async () => await app.Sql<int>("""
            select count(*) from blobs b where b.lesson_id = @lesson and b.name like 'renditions/%'
                and not exists (select from segments s where s.blob = b.name)
            """, new { lesson }) == 0);
    }

    [Fact]
    public async Task Nobody_is_sent_to_a_rendition_that_still_grows_while_another_is_whole()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.Lesson);
        await Ready(amira, lesson);
        await app.Sql<int>("""
            update renditions set state = 'growing'
            where kind <> 'copy' and recording_id = (select recording_id from lessons where id = @lesson)
            """, new { lesson });
        var watching = new Watching(amira, lesson);

        Assert.Single(await watching.RenditionNames());
        Assert.EndsWith("#EXT-X-ENDLIST\n", await watching.Rendition(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_encoded_grows_in_all_sizes_from_the_start()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.LumaTransportStream);
        var progress = new List<double>();

        await amira.RecordingOnce(lesson, now => now["playable"]!.GetValue<bool>());
        var names = await new Watching(amira, lesson).RenditionNames();
        await amira.RecordingOnce(lesson, now =>
        {
            progress.Add(now["progress"]!.GetValue<double>());
            return now["state"]!.GetValue<string>() == "ready";
        });

        Assert.Single(names);
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(1, progress[^1]);
    }

    [Fact]
    public async Task What_is_done_again_does_not_set_back_how_far_it_is()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.BeginUpload(lesson, 10);
        var recording = await app.Sql<Guid>(
            "select id from recordings where lesson_id = @lesson", new { lesson });

        foreach (var reached in (double[])[0.5, 0.25])
            await app.Services.GetRequiredService<Db>().Change(change =>
                RecordingStore.Progress(change, recording, reached));
        Assert.Equal(0.5, await app.Sql<double>(
            "select progress from recordings where id = @recording", new { recording }));
    }

    private async Task<(SignedIn, Guid)> Uploaded(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        return (amira, lesson);
    }

    private static Task<JsonObject> Ready(SignedIn person, Guid lesson) =>
        person.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");

    private static int Resolutions(string main, string size) =>
        main.Split('\n').Count(line => line.EndsWith($"RESOLUTION={size}", StringComparison.Ordinal));
}
