using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>
/// What was acknowledged is there, once, and in one order for all: two web processes that are killed while
/// people write, over lines that break, everything sent three times.
/// </summary>
public sealed class NothingLostTests(TestServer server) : IClassFixture<TestServer>
{
    /// <summary>At least, and as many more as it takes until the last server is back.</summary>
    private static readonly int Notes = LongForm.OrShort(inLong: 10_000, inShort: 600);
    private static readonly int Kills = LongForm.OrShort(inLong: 20, inShort: 2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(LongForm.OrShort(900, 240));

    // A black hole takes a second, so there are few.
    private static readonly Fault[] Faults =
        [.. Enumerable.Repeat(Fault.Cut, 8), .. Enumerable.Repeat(Fault.Reset, 8), Fault.BlackHole];

    [Fact]
    public async Task Acknowledged_notes_outlive_cut_lines_and_killed_servers_once_and_in_one_order()
    {
        ServerProcess[] processes = [await server.Start(), await server.Start()];
        var amira = await server.Someone(processes[0], "Amira Haddad");
        var ben = await server.Someone(processes[0], "Ben Carter", role: "coach");
        var room = new Room(await amira.PlanLesson());
        await amira.Share(room.Lesson, ben);
        await using var first = BadLine(processes[0], seed: 1);
        await using var second = BadLine(processes[1], seed: 2);
        SignedIn[] amiras = [amira.Over(first.Address), amira.Over(second.Address)];
        SignedIn[] bens = [ben.Over(first.Address), ben.Over(second.Address)];

        var acknowledged = new ConcurrentDictionary<Guid, long>();
        using var written = new CancellationTokenSource();
        var readers = ((SignedIn[][])[amiras, bens, amiras, bens])
            .Select((ways, i) => Follow(room, ways[i / 2], written.Token)).ToList();
        var killing = KillNowAndThen(processes, acknowledged);
        // Each of them with several pages, and each page with one change on its way.
        await Task.WhenAll(((SignedIn[][])[amiras, bens, amiras, bens, amiras, bens])
            .Select((ways, page) => WriteAll(room, ways, page, acknowledged, killing))).WaitAsync(Limit);
        await killing;
        await written.CancelAsync();

        var all = await Whole(room, amira);
        Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(seq => (long)seq),
            all.Select(one => one.Seq));
        Assert.Equal(acknowledged.OrderBy(one => one.Value).Select(one => (one.Value, one.Key)), all);
        Assert.Equal(all, await Whole(room, ben.Over(processes[1].Address)));
        foreach (var reader in readers) Assert.Equal(all, await reader.WaitAsync(Limit));
        Assert.True(first.FaultsLeft + second.FaultsLeft < Faults.Length, "The lines hardly broke.");
    }

    private static FaultProxy BadLine(ServerProcess to, int seed) => new(to.Address, seed,
        Enumerable.Repeat(Faults, LongForm.OrShort(16, 2)).SelectMany(faults => faults))
    {
        FaultWithin = 16 << 10,
    };

    private static async Task WriteAll(
        Room room, SignedIn[] ways, int page, ConcurrentDictionary<Guid, long> acknowledged, Task killing)
    {
        for (var i = 0; i < Notes / 6 || !killing.IsCompleted; i++)
        {
            var id = Guid.CreateVersion7();
            var note = new { atMs = i, kind = "noticed", text = $"Page {page} writes number {i}" };
            // Once on its own, and twice at the same time to the two processes; or the other way round.
            if (i % 2 == 0) await Send(0);
            await Task.WhenAll(Send(0), Send(1));
            if (i % 2 == 1) await Send(i);

            async Task Send(int attempt)
            {
                long? seq = null;
                await Wait.Until(async () => (seq = await Try(
                    () => room.Note(ways[attempt++ % ways.Length], id, note))) is not null, 60);
                Assert.Equal(seq, acknowledged.GetOrAdd(id, seq!.Value));
            }
        }
    }

    /// <returns>The number that the server gave it; null when no answer came.</returns>
    private static async Task<long?> Try(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var answer = await send();
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            return (long)(await SignedIn.Json(answer))["seq"]!;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task KillNowAndThen(
        ServerProcess[] processes, ConcurrentDictionary<Guid, long> acknowledged)
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            var soMany = Notes * kill / (Kills + 1);
            await Wait.Until(() => Task.FromResult(acknowledged.Count >= soMany), (int)Limit.TotalSeconds);
            var process = processes[kill % processes.Length];
            await process.Kill();
            await process.Start();
        }
    }

    /// <summary>A reader who only ever asks for what came after the last number that they saw.</summary>
    private static async Task<IReadOnlyList<(long, Guid)>> Follow(
        Room room, SignedIn who, CancellationToken written)
    {
        var (read, seq) = (new List<(long, Guid)>(), 0L);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await looks.WaitForNextTickAsync(CancellationToken.None))
        {
            var isLast = written.IsCancellationRequested;
            try
            {
                var news = await room.Conversation(who, seq);
                seq = (long)news["seq"]!;
                read.AddRange(Numbered(news));
                if (isLast) return read;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The line broke, or the server is dead; the same question again.
            }
        }

        return read;
    }

    private static async Task<IReadOnlyList<(long Seq, Guid Id)>> Whole(Room room, SignedIn who) =>
        Numbered(await room.Conversation(who)).ToList();

    private static IEnumerable<(long, Guid)> Numbered(JsonObject conversation) =>
        conversation["changes"]!.AsArray().Select(change => change!["annotation"]!)
            .Select(note => ((long)note["seq"]!, (Guid)note["id"]!));
}
