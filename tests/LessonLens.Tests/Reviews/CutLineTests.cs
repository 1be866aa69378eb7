using System.Diagnostics;
using System.Threading.Channels;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>One of two has no line for a while, and both write on.</summary>
[Collection(nameof(Alone))]
public sealed class CutLineTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(LongForm.OrShort(30, 3));

    [Fact]
    public async Task Two_seconds_after_the_line_is_back_both_have_all_that_both_wrote_meanwhile()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await using var line = Line.To(app);
        await using var amiras = await Page.Open(room, amira);
        await using var bens = await Page.Open(room, ben.Over(line.Address));

        using var cut = new CancellationTokenSource();
        var writing = Task.WhenAll(amiras.WriteNowAndThen(cut.Token), bens.WriteNowAndThen(cut.Token));
        await Wait.Until(() => Task.FromResult(bens.Shown.Count >= 4));
        line.Cut();
        await bens.LosesTheLine();
        cut.CancelAfter(Cut);
        await writing;
        Assert.NotEmpty(bens.Waiting);
        Assert.True(amiras.Written.Except(bens.Shown).Any(), "Nothing was written beyond the cut.");

        line.Mend();
        var since = Stopwatch.GetTimestamp();
        await bens.Reconnects();
        var written = amiras.Written.Concat(bens.Written).Order().ToList();
        await Wait.Until(() => Task.FromResult(
            written.SequenceEqual(amiras.Shown.Order()) && written.SequenceEqual(bens.Shown.Order())),
            otherwise: () => $"of {written.Count}: {amiras.Shown.Count} and {bens.Shown.Count}");
        var took = Stopwatch.GetElapsedTime(since).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{took:0.00} s");
        Assert.InRange(took, 0, 2);
        Assert.Equal(amiras.Shown, bens.Shown);
    }

    /// <summary>
    /// As much of a page as a cut concerns: what it wrote waits until it is acknowledged, and what it hears
    /// of it asks for. (The pages' own halves are tested beside them.)
    /// </summary>
    private sealed class Page(Room room, SignedIn who) : IAsyncDisposable
    {
        private static readonly TimeSpan BetweenNotes = TimeSpan.FromMilliseconds(200);
        private readonly SortedDictionary<long, Guid> _shown = [];
        private readonly List<Guid> _waiting = [];
        private readonly List<Guid> _written = [];
        private HubClient _hub = null!;
        private Task _hearing = Task.CompletedTask;
        private long _seq;

        public IReadOnlyList<Guid> Written => _written;
        public IReadOnlyList<Guid> Waiting => _waiting;

        /// <summary>In the order of the conversation.</summary>
        public IReadOnlyList<Guid> Shown { get { lock (_shown) return [.. _shown.Values]; } }

        public static async Task<Page> Open(Room room, SignedIn who)
        {
            var page = new Page(room, who);
            await page.Reconnects();
            return page;
        }

        public async Task WriteNowAndThen(CancellationToken stop)
        {
            using var pace = new PeriodicTimer(BetweenNotes);
            while (!stop.IsCancellationRequested)
            {
                var id = Guid.CreateVersion7();
                _written.Add(id);
                _waiting.Add(id);
                await SendWaiting();
                await pace.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        public async Task LosesTheLine() => await _hearing.WaitAsync(TimeSpan.FromSeconds(20));

        public async Task Reconnects()
        {
            _hub = await HubClient.Connect(who);
            await _hub.Join(room.Lesson);
            _hearing = Hear();
            await SendWaiting();
            await CatchUp();
        }

        public ValueTask DisposeAsync() => _hub.DisposeAsync();

        private async Task SendWaiting()
        {
            try
            {
                while (_waiting is [var id, ..])
                {
                    using var answer = await room.Note(
                        who, id, new { atMs = 1000, kind = "noticed", text = "Meanwhile" });
                    Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
                    _waiting.RemoveAt(0);
                }
            }
            catch (HttpRequestException)
            {
                // It waits.
            }
        }

        private async Task Hear()
        {
            try
            {
                while (await _hub.Next("Changed", withinSeconds: 60) is { }) await CatchUp();
            }
            catch (Exception e) when (e is HttpRequestException or ChannelClosedException)
            {
                // The line is gone.
            }
        }

        private async Task CatchUp()
        {
            var news = await room.Conversation(who, Interlocked.Read(ref _seq));
            lock (_shown)
            {
                foreach (var note in news["changes"]!.AsArray().Select(change => change!["annotation"]!))
                    _shown[(long)note["seq"]!] = (Guid)note["id"]!;
                _seq = Math.Max(_seq, (long)news["seq"]!);
            }
        }
    }
}
