using System.Buffers.Text;
using System.Diagnostics;

namespace LessonLens.Benchmarks;

/// <summary>
/// Rooms of two whose people each point once a second, ours and socket.io's in turn, in one run, by one and
/// the same load: how long until the other has it, and what a connection costs.
/// </summary>
internal static class FanOutBenchmark
{
    private static readonly long Epoch = Stopwatch.GetTimestamp();

    // What is pointed at is the moment at which it was said, as a share of this.
    private static readonly TimeSpan Whole = TimeSpan.FromHours(10);

    public static async Task Run(int rooms, int seconds, int rounds)
    {
        using var folder = new BenchFolder();
        await Servers.InstallPeers();
        await using var school = await PairSchool.Open(folder, rooms);
        RoomsOfTwo[] servers = [new OurRooms(school), new SocketIoRooms()];
        Console.WriteLine($"{rooms} rooms of two, each person points once a second; "
            + $"{rounds} rounds of {seconds} s in turn; medians.");
        var measured = servers.ToDictionary(one => one.Name, _ => new List<Figures>());
        for (var round = 0; round < rounds; round++)
            foreach (var server in servers)
            {
                var figures = await Measure(server, rooms, seconds);
                Console.WriteLine($"{server.Name,-10} {figures.Took}   {figures.KiB,5:0} KiB a connection"
                    + $"   {figures.Cpus:0.00} CPUs");
                measured[server.Name].Add(figures);
            }

        foreach (var (what, of, bar) in (IEnumerable<(string, Func<Figures, double>, string)>)[
            ("p50", one => one.Took.At(0.5), "1.0"), ("p99", one => one.Took.At(0.99), "1.5"),
            ("KiB a connection", one => one.KiB, "none"), ("CPUs", one => one.Cpus, "none")])
        {
            var (ours, theirs) = (Median("ours"), Median("socket.io"));
            Console.WriteLine($"{what,-18} {ours,8:0.00} {theirs,8:0.00}   ratio {ours / theirs,5:0.00}"
                + $"   bar: {bar}");
            double Median(string name) => measured[name].Select(of).Order().ElementAt(rounds / 2);
        }
    }

    private static async Task<Figures> Measure(RoomsOfTwo rooms, int count, int seconds)
    {
        await using var server = await rooms.Start();
        var took = new Latencies();
        var counting = false;
        var lines = new List<LiveLine>();
        // What every server allocates once is not a connection's.
        for (var room = 0; room < 10; room++) await EnterBoth(room);
        foreach (var line in lines) await line.DisposeAsync();
        lines.Clear();
        var memory = server.ResidentBytes();
        for (var room = 0; room < count; room++) await EnterBoth(room);

        await Point(TimeSpan.FromSeconds(5));
        counting = true;
        var cpu = server.CpuSeconds();
        await Point(TimeSpan.FromSeconds(seconds));
        cpu = server.CpuSeconds() - cpu;
        var perLine = (server.ResidentBytes() - memory) / 1024.0 / lines.Count;
        foreach (var line in lines) await line.DisposeAsync();
        var missing = (lines.Count * seconds) - took.Count;
        if (Math.Abs(missing) > lines.Count)
            throw new InvalidOperationException($"{rooms.Name} lost {missing} of the messages.");
        return new Figures(took, perLine, cpu / seconds);

        async Task EnterBoth(int room)
        {
            foreach (var who in (int[])[0, 1]) lines.Add(await rooms.Enter(server.Address, room, who, Hear));
        }

        void Hear(ReadOnlyMemory<byte> said)
        {
            var now = Stopwatch.GetElapsedTime(Epoch);
            // Several may come in one message.
            for (var rest = said.Span; rest.IndexOf("\"x\":"u8) is >= 0 and var at;)
            {
                rest = rest[(at + 4)..];
                if (Utf8Parser.TryParse(rest, out double share, out _) && counting)
                    took.Add(now - (share * Whole));
            }
        }

        Task Point(TimeSpan howLong) => Task.WhenAll(lines.Select(async (line, i) =>
        {
            await Task.Delay(TimeSpan.FromSeconds((double)i / lines.Count));
            using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var left = howLong.TotalSeconds; left > 0; left--)
            {
                await line.Say(rooms.Point(Stopwatch.GetElapsedTime(Epoch) / Whole));
                await seconds.WaitForNextTickAsync();
            }
        }));
    }

    private sealed record Figures(Latencies Took, double KiB, double Cpus);
}
