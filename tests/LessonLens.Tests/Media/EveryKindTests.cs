using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>Whatever a phone, a camera or a browser wrote is watched in every browser.</summary>
public sealed class EveryKindTests(EveryKindTests.Shelf shelf) : IClassFixture<EveryKindTests.Shelf>
{
    public static TheoryData<string> Kinds => [.. KindsOfRecording.Names];

    [Theory, MemberData(nameof(Kinds))]
    public async Task It_is_watched_whole_upright_and_in_its_shape_with_its_sound(string kind)
    {
        var expected = KindsOfRecording.Named(kind);
        var (person, lesson) = await shelf.Lesson(kind);
        var recording = await person.RecordingOnce(
            lesson, now => now["state"]!.GetValue<string>() is "ready" or "failed");

        Assert.True(recording["state"]!.GetValue<string>() == "ready", recording.ToJsonString());
        Assert.Equal(expected.Seconds, recording["durationMs"]!.GetValue<int>() / 1000.0, 0.5);
        Assert.Equal((expected.Width, expected.Height),
            (Even(recording["width"]!), Even(recording["height"]!)));
        var watching = new Watching(person, lesson);
        foreach (var served in await ServedRendition.AllOf(watching))
        {
            using var _ = served;
            Assert.Equal(expected.Seconds, served.Seconds, 0.5);
            await IsWhatBrowsersPlay(served, expected);
            HoldsNoSecret(served.Bytes);
        }

        await HasPeaksOf(watching, expected.HasSound);
        foreach (var name in (string[])["poster.jpg", "main.m3u8", "thumbnails.vtt", "stills/1000.jpg",
            (await watching.Thumbnails())[0].Sheet])
            HoldsNoSecret(await Bytes(watching, name));
    }

    [Theory]
    [InlineData("arib-std-b67")]
    [InlineData("smpte2084")]
    public async Task What_is_made_for_brighter_screens_has_the_colours_of_an_ordinary_recording(
        string transfer)
    {
        var kind = transfer == "smpte2084" ? "pq.mov" : "hlg.mov";
        var (person, lesson) = await shelf.Lesson(kind);
        await person.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        var ordinary = await KindsOfRecording.Bars;

        var due = await Bars.Of(Path.GetDirectoryName(ordinary)!, Path.GetFileName(ordinary));
        using var served = (await ServedRendition.AllOf(new Watching(person, lesson))).Single();
        var shown = await served.Colours();

        Assert.All(due.Zip(shown), pair => Assert.InRange(pair.Second, pair.First - 12, pair.First + 12));
    }

    private static async Task IsWhatBrowsersPlay(ServedRendition served, KindOfRecording expected)
    {
        var streams = await served.Streams();
        var picture = streams[0];
        Assert.Equal("h264", Text(picture, "codec_name"));
        Assert.Contains(Text(picture, "pix_fmt"), (string[])["yuv420p", "yuvj420p"]);
        var shape = Text(picture, "sample_aspect_ratio").Split(':');
        var wide = shape is [var up, var down] ? double.Parse(up, CultureInfo.InvariantCulture)
            / double.Parse(down, CultureInfo.InvariantCulture) : 1;
        Assert.Equal(expected.Width, picture.GetProperty("width").GetInt32() * wide, 2.0);
        Assert.Equal(expected.Height, picture.GetProperty("height").GetInt32(), 2.0);
        Assert.Equal(expected.HasSound ? 2 : 1, streams.Count);
        // A recording that any browser plays is served as it came, too; ours have that profile.
        if (Text(picture, "profile") == "Main") return;
        Assert.Equal("High", Text(picture, "profile"));
        if (!expected.HasSound) return;
        Assert.Equal(("aac", "48000"), (Text(streams[1], "codec_name"), Text(streams[1], "sample_rate")));
        Assert.Equal(2, streams[1].GetProperty("channels").GetInt32());
    }

    private static async Task HasPeaksOf(Watching watching, bool sound)
    {
        using var answer = await watching.Get("peaks.json");
        var peaks = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["peaks"]!.AsArray();
        Assert.Equal(sound, peaks.Any(peak => peak!.GetValue<double>() > 0.05));
    }

    private static void HoldsNoSecret(byte[] bytes)
    {
        foreach (var secret in KindsOfRecording.Secrets)
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, secret);
    }

    private static async Task<byte[]> Bytes(Watching watching, string name)
    {
        using var answer = await watching.Get(name);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken);
    }

    private static string Text(JsonElement stream, string name) =>
        stream.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static int Even(JsonNode side) => side.GetValue<int>() / 2 * 2;

    /// <summary>All are uploaded at once, so that the work on one is not waited for by the next.</summary>
    public sealed class Shelf(TestCluster cluster) : IAsyncLifetime
    {
        private readonly LessonLensApp _app = new(cluster);
        private readonly Dictionary<string, Task<(SignedIn, Guid)>> _lessons = [];

        public Task<(SignedIn Person, Guid Lesson)> Lesson(string kind) => _lessons[kind];

        public async ValueTask InitializeAsync()
        {
            await _app.InitializeAsync();
            var amira = await _app.Someone("Amira");
            var before = Task.CompletedTask;
            // In turn, as the encoders that make them are as busy as those that are tested.
            foreach (var kind in KindsOfRecording.Names)
                before = _lessons[kind] = Upload(before, amira, kind);
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private static async Task<(SignedIn, Guid)> Upload(Task before, SignedIn person, string kind)
        {
            // Whoever waits for a kind that could not be made hears of it; the others go on.
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var lesson = await person.PlanLesson(kind);
            await person.UploadFile(lesson, await KindsOfRecording.Named(kind).File());
            return (person, lesson);
        }
    }
}
