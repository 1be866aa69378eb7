using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>Whatever is uploaded: a plain word within half a minute, and nothing of anybody else's.</summary>
public sealed class HostileTests(HostileTests.Shelf shelf) : IClassFixture<HostileTests.Shelf>
{
    public static TheoryData<string> Kinds => [.. HostileRecordings.Names];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Its_teacher_is_told_what_it_is_and_nobody_sees_what_it_names(string kind)
    {
        var expected = HostileRecordings.Named(kind);
        var end = await shelf.Ended(kind);

        var code = end.Recording["failure"]?["code"]!.GetValue<string>() ?? "ready";
        Assert.True(code == expected.Code, $"{code}: {end.Recording.ToJsonString()}");
        Assert.Equal(expected.CanBeWatched, end.Recording["playable"]!.GetValue<bool>());
        Assert.InRange(end.Took, TimeSpan.Zero, Shelf.Limit);
        if (!expected.CanBeWatched)
            Assert.Equal(HttpStatusCode.NotFound, (await end.Watching.Get("poster.jpg")).StatusCode);
        var colours = await Colours(end.Watching);
        Assert.True(colours.Count > 0 || !expected.CanBeWatched);
        Assert.All(colours, seen => Assert.False(Canary.IsShownBy(seen), string.Join(' ', seen)));
        Assert.InRange(await Loudest(end.Watching), 0, 0.9);
    }

    [Fact]
    public async Task The_canary_would_be_seen_and_heard()
    {
        var end = await shelf.Canary;

        var colours = await Colours(end.Watching);
        Assert.NotEmpty(colours);
        Assert.All(colours, seen => Assert.True(Canary.IsShownBy(seen), string.Join(' ', seen)));
        Assert.InRange(await Loudest(end.Watching), 0.95, 1);
    }

    [Fact]
    public async Task What_they_name_is_opened_by_a_player_that_trusts_them()
    {
        using var folder = new TemporaryFolder();
        File.Copy(await Canary.Recording, folder[Canary.FileName]);
        foreach (var (name, bytes, options) in (IEnumerable<(string, byte[], string[])>)
        [
            ("lesson.m3u8", Text(HostileTexts.Playlist(Canary.FileName)), []),
            ("lesson.ffconcat", Text(HostileTexts.Script(folder[Canary.FileName])), ["-safe", "0"]),
            ("lesson.mov", await HostileRecordings.Elsewhere(), ["-enable_drefs", "1"]),
        ])
        {
            await File.WriteAllBytesAsync(folder[name], bytes, Stop);
            var colours = await Canary.ColoursOf(folder.Path, name, options);
            Assert.True(colours.Any(Canary.IsShownBy), name);
        }
    }

    [Fact]
    public async Task A_film_lasts_no_longer_than_it_is_seen_and_heard()
    {
        var end = await shelf.Ended("a film whose clock does not tick");

        Assert.InRange(end.Recording["durationMs"]!.GetValue<int>(), 1900, 2200);
    }

    [Fact]
    public async Task A_film_that_cannot_be_decoded_is_tried_twice_and_no_more()
    {
        var end = await shelf.Ended("a film that is dice from its third second on");

        Assert.Matches("stops after [12] of 8 seconds", $"{end.Recording["failure"]!["title"]}");
        Assert.Equal(0, await shelf.DeadJobs());
    }

    [Fact]
    public async Task Nobody_is_called()
    {
        foreach (var kind in HostileRecordings.Names) await shelf.Ended(kind);

        Assert.Equal(0, shelf.Calls);
    }

    [Fact]
    public async Task No_program_goes_on_with_them_and_nothing_is_left_of_its_work()
    {
        foreach (var kind in HostileRecordings.Names) await shelf.Ended(kind);

        IEnumerable<string> Left() => [.. shelf.Programs(), .. shelf.JobFolders];
        await Wait.Until(() => Task.FromResult(!Left().Any()), 120, () => string.Join('\n', Left()));
        Assert.True(shelf.HasSeenPrograms, "They would not be seen.");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static async Task<IReadOnlyList<byte[]>> Colours(Watching watching)
    {
        using var folder = new TemporaryFolder();
        var colours = new List<byte[]>();
        using var main = await watching.Get("main.m3u8");
        var renditions = main.StatusCode == HttpStatusCode.OK ? await ServedRendition.AllOf(watching) : [];
        foreach (var served in renditions)
        {
            using var _ = served;
            await File.WriteAllBytesAsync(folder["served.mp4"], served.Bytes);
            colours.AddRange(await Canary.ColoursOf(folder.Path, "served.mp4"));
        }

        using var track = await watching.Get("thumbnails.vtt");
        var sheets = track.StatusCode == HttpStatusCode.OK
            ? (await watching.Thumbnails()).Select(cue => cue.Sheet).Distinct() : [];
        foreach (var name in (string[])["poster.jpg", "stills/500.jpg", .. sheets])
        {
            using var picture = await watching.Get(name);
            if (picture.StatusCode != HttpStatusCode.OK) continue;
            await File.WriteAllBytesAsync(folder["seen.jpg"], await picture.Content.ReadAsByteArrayAsync());
            colours.AddRange(await Canary.ColoursOf(folder.Path, "seen.jpg"));
        }

        return colours;
    }

    private static async Task<double> Loudest(Watching watching)
    {
        using var answer = await watching.Get("peaks.json");
        if (answer.StatusCode != HttpStatusCode.OK) return 0;
        var peaks = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["peaks"]!.AsArray();
        return peaks.Count == 0 ? 0 : peaks.Max(peak => peak!.GetValue<double>());
    }

    /// <summary>What became of an upload, and how soon.</summary>
    internal sealed record End(JsonObject Recording, TimeSpan Took, Watching Watching);

    /// <summary>A few are on their way at once, so that no work on one is waited for by the next.</summary>
    public sealed class Shelf(TestCluster cluster) : IAsyncLifetime
    {
        internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
        private const int AtOnce = 3;
        private const int Tries = 3;

        private readonly LessonLensApp _app = new(cluster);
        private readonly SemaphoreSlim _turns = new(AtOnce);
        private readonly Dictionary<string, Task<End>> _ends = [];
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _calls;

        public bool HasSeenPrograms { get; private set; }

        public IEnumerable<string> JobFolders => Directory.EnumerateDirectories(WorkFolder)
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]));

        private string WorkFolder => Path.Combine(_app.DataFolder, "work");

        /// <summary>Those that work in the folder of a job, or are to be shut in there.</summary>
        public IReadOnlyList<string> Programs() => [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Select(Command).Where(command => command.Contains(WorkFolder, StringComparison.Ordinal))];

        public int Calls => _calls + (_listener.Pending() ? 1 : 0);

        internal Task<End> Canary { get; private set; } = null!;

        internal Task<End> Ended(string kind) => _ends[kind];

        public Task<int> DeadJobs() => _app.Sql<int>("select count(*) from jobs where dead_at is not null");

        public async ValueTask InitializeAsync()
        {
            await _app.InitializeAsync();
            _listener.Start();
            _ = Count();
            var recording = await Support.Canary.Recording;
            var amira = await _app.Someone("Amira");
            var bytes = await File.ReadAllBytesAsync(recording);
            Canary = Upload(amira, "canary", () => Task.FromResult(bytes));
            await Wait.Until(() => Task.FromResult(HasSeenPrograms = Programs().Count > 0), 60);
            await Canary;
            var blob = Directory.EnumerateFiles(Path.Combine(_app.DataFolder, "blobs", "originals")).Single();
            var beside = Path.Combine(_app.DataFolder, Support.Canary.FileName);
            File.Copy(recording, beside);
            var canary = new Canary(blob, beside, ((IPEndPoint)_listener.LocalEndpoint).Port);
            foreach (var kind in HostileRecordings.Names)
                _ends[kind] = Upload(amira, kind, () => HostileRecordings.Named(kind).Bytes(canary));
        }

        public async ValueTask DisposeAsync()
        {
            await ((Task)Task.WhenAll(_ends.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _app.DisposeAsync();
            _listener.Dispose();
            _turns.Dispose();
        }

        private static string Command(string process)
        {
            try
            {
                var folder = new FileInfo($"{process}/cwd").LinkTarget;
                return $"{File.ReadAllText($"{process}/cmdline")} {folder}";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone, or somebody else's.
                return "";
            }
        }

        private async Task Count()
        {
            try
            {
                while (true)
                {
                    using var call = await _listener.AcceptTcpClientAsync();
                    _calls++;
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The tests are over.
            }
        }

        private async Task<End> Upload(SignedIn person, string kind, Func<Task<byte[]>> file)
        {
            await _turns.WaitAsync();
            try
            {
                var bytes = await file();
                // Whatever else the machine does can only make it slower: one quiet moment shows.
                for (var tried = 1; ; tried++)
                    if (await UploadOnce(person, kind, bytes) is var end
                        && (end.Took <= Limit || tried == Tries)) return end;
            }
            finally
            {
                _turns.Release();
            }
        }

        private static async Task<End> UploadOnce(SignedIn person, string kind, byte[] bytes)
        {
            var lesson = await person.PlanLesson(kind);
            await person.Upload(lesson, bytes);
            var watch = Stopwatch.StartNew();
            var recording = await person.RecordingOnce(
                lesson, now => now["state"]!.GetValue<string>() is "ready" or "failed", withinSeconds: 180);
            return new End(recording, watch.Elapsed, new Watching(person, lesson));
        }
    }
}
