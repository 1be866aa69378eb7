using System.Net;
using System.Text.Json.Nodes;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LessonLens.Tests.Media;

public sealed class WatchingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_phones_recording_can_be_watched_as_it_is()
    {
        var (_, recording, watching) = await Watchable(TestRecordings.Lesson);

        var playlist = await watching.Rendition();
        Assert.Equal(20_000, recording["durationMs"]!.GetValue<int>(), 100.0);
        Assert.Contains("CODECS=\"avc1.4d401e,mp4a.40.2\",RESOLUTION=640x360", await watching.Main(),
            StringComparison.Ordinal);
        Assert.Equal(20, Watching.Seconds(playlist), 0.1);
        Assert.EndsWith("#EXT-X-ENDLIST\n", playlist, StringComparison.Ordinal);
        foreach (var name in (string[])[Watching.Init(playlist), .. Watching.Segments(playlist)])
        {
            using var segment = await watching.Get(name);
            Assert.Equal(HttpStatusCode.OK, segment.StatusCode);
            Assert.Equal("video/mp4", segment.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_turned_phones_recording_is_watched_upright()
    {
        var (_, recording, watching) = await Watchable(TestRecordings.Turned());

        Assert.Equal(640, recording["height"]!.GetValue<int>());
        Assert.Contains("RESOLUTION=360x640", await watching.Main(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_is_watched_from_its_beginning_while_the_rest_is_being_made()
    {
        var (amira, lesson) = await Uploaded(TestRecordings.LongAndTurned());
        await amira.RecordingOnce(lesson, recording => recording["playable"]!.GetValue<bool>());
        var watching = new Watching(amira, lesson);

        var playlist = await watching.Rendition();
        var early = Watching.Segments(playlist);
        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT", playlist, StringComparison.Ordinal);
        Assert.DoesNotContain("#EXT-X-ENDLIST", playlist, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await watching.Get(early[0])).StatusCode);

        await amira.RecordingOnce(lesson, IsReady);
        playlist = await watching.Rendition();
        Assert.Equal(early, Watching.Segments(playlist).Take(early.Count));
        Assert.True(Watching.Segments(playlist).Count > early.Count);
        Assert.Equal(120, Watching.Seconds(playlist), 0.5);
    }

    [Fact]
    public async Task Any_part_of_a_segment_can_be_asked_for_and_nothing_is_sent_twice()
    {
        var (_, _, watching) = await Watchable(TestRecordings.Silent);
        var name = Watching.Segments(await watching.Rendition())[0];
        var whole = await (await watching.Get(name)).Content.ReadAsByteArrayAsync(Stop);

        using var part = await watching.Get(name, ("Range", "bytes=100-199"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(Stop));
        foreach (var (asked, expected) in ((string, byte[])[])
            [("bytes=-7", whole[^7..]), ("bytes=9-", whole[9..]), ("bytes=5-999999999", whole[5..])])
        {
            using var some = await watching.Get(name, ("Range", asked));
            Assert.Equal(HttpStatusCode.PartialContent, some.StatusCode);
            Assert.Equal(expected, await some.Content.ReadAsByteArrayAsync(Stop));
        }

        // Two parts at once, and a part of what it no longer is: the whole is a right answer to both.
        foreach (var headers in ((string, string)[][])
            [[("Range", "bytes=0-1,5-6")], [("Range", "bytes=0-1"), ("If-Range", "\"another\"")]])
        {
            using var all = await watching.Get(name, headers);
            Assert.Equal(HttpStatusCode.OK, all.StatusCode);
            Assert.Equal(whole, await all.Content.ReadAsByteArrayAsync(Stop));
        }

        using var head = await watching.Head(name);
        Assert.Equal((HttpStatusCode.OK, whole.Length),
            (head.StatusCode, (int)head.Content.Headers.ContentLength!));
        using var beyond = await watching.Get(name, ("Range", "bytes=999999999-"));
        await Problem.TitleOf(beyond, HttpStatusCode.RequestedRangeNotSatisfiable);
        Assert.Equal(whole.Length, beyond.Content.Headers.ContentRange!.Length);
        foreach (var same in (string[])[name, "main.m3u8", await watching.RenditionName(), "poster.jpg"])
        {
            var tag = (await watching.Get(same)).Headers.ETag!.ToString();
            Assert.Equal(HttpStatusCode.NotModified,
                (await watching.Get(same, ("If-None-Match", tag))).StatusCode);
        }
    }

    [Fact]
    public async Task The_poster_is_a_picture()
    {
        var (_, _, watching) = await Watchable(TestRecordings.Silent);

        using var poster = await watching.Get("poster.jpg");

        Assert.Equal("image/jpeg", poster.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xff, 0xd8, 0xff], (await poster.Content.ReadAsByteArrayAsync(Stop))[..3]);
    }

    [Fact]
    public async Task The_owner_gets_back_the_very_file()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = await File.ReadAllBytesAsync(await TestRecordings.Silent, Stop);
        await amira.Upload(lesson, bytes, "Brüche \"Year 6\"\r\n.mp4");
        await amira.RecordingOnce(lesson, IsReady);

        using var original = await new Watching(amira, lesson).Get("original");

        Assert.Equal(bytes, await original.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("application/octet-stream", original.Content.Headers.ContentType!.MediaType);
        var disposition = original.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.StartsWith("Brüche", disposition.FileNameStar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_done_again_leaves_only_its_last_rendition()
    {
        var (_, _, watching) = await Watchable(TestRecordings.Lesson);
        var before = await watching.RenditionName();
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var find = new NpgsqlCommand(
            "select recording_id from renditions where id = @id", connection);
        find.Parameters.AddWithValue("id", Guid.Parse(before[..32]));
        var recording = (Guid)(await find.ExecuteScalarAsync(Stop))!;

        await app.Services.GetRequiredService<Db>().Change(
            change => JobQueue.Enqueue(change, Lane.Quick, "copy", recording), Stop);

        await Wait.Until(async () => await watching.RenditionName() != before, 60);
        Assert.Equal(HttpStatusCode.NotFound, (await watching.Get(before)).StatusCode);
        await Wait.Until(async () =>
            (await watching.Rendition()).EndsWith("#EXT-X-ENDLIST\n", StringComparison.Ordinal), 60);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static bool IsReady(JsonObject recording) => recording["state"]!.GetValue<string>() == "ready";

    private async Task<(SignedIn, Guid)> Uploaded(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        return (amira, lesson);
    }

    private async Task<(SignedIn, JsonObject, Watching)> Watchable(Task<string> recording)
    {
        var (amira, lesson) = await Uploaded(recording);
        var ready = await amira.RecordingOnce(lesson, IsReady);
        return (amira, ready, new Watching(amira, lesson));
    }
}
