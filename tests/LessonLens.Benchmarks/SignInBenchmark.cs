using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace LessonLens.Benchmarks;

/// <summary>
/// How much a flood of sign-ins slows whoever is at work, and whether time tells which addresses are known.
/// </summary>
internal static class SignInBenchmark
{
    private const int Connections = 64;
    private const int Rounds = 3;

    // Fewer than an address may try, so that the flood goes on.
    private const int TriesOfAddress = 90;

    private static int _lastAddress = 1 << 8;

    public static async Task Run(int seconds, int tries)
    {
        using var folder = new BenchFolder();
        await using var school = await PairSchool.Open(folder, pairs: 20);
        await school.GivePasswords();
        await using var ours = await school.Start();

        using var atWork = Client(ours.Address, from: null);
        atWork.DefaultRequestHeaders.Add("Cookie", PairSchool.Cookie(0, 0));
        await Work(atWork, 3);
        foreach (var (kind, addresses) in (ValueTuple<string, bool>[])[
            ("from ever new addresses", true), ("from one address, 500 a second", false)])
        {
            var (quiet, during) = (new List<Latencies>(), new List<Latencies>());
            var answers = new List<string>();
            // In turn: other work on the machine slows both.
            for (var round = 0; round < Rounds; round++)
            {
                quiet.Add(await Work(atWork, seconds));
                using var stop = new CancellationTokenSource();
                var flood = Flood(ours.Address, addresses, stop.Token);
                during.Add(await Work(atWork, seconds));
                await stop.CancelAsync();
                answers.AddRange(await flood);
            }

            var (before, then) = (Latencies.Of(quiet), Latencies.Of(during));
            Console.WriteLine($"A flood {kind}: {then.At(0.5) / before.At(0.5):0.00} times as long");
            Console.WriteLine($"  {"somebody's own lessons before",-32} {before}");
            Console.WriteLine($"  {"... and during it",-32} {then}");
            Console.WriteLine($"  the flood got " + string.Join(
                ", ", answers.CountBy(answer => answer).Select(one => $"{one.Value} × {one.Key}")));
        }

        await Compare(ours.Address, tries);
    }

    private static async Task<Latencies> Work(HttpClient http, int seconds)
    {
        var latencies = new Latencies();
        for (var whole = Stopwatch.StartNew(); whole.Elapsed < TimeSpan.FromSeconds(seconds);)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync(new Uri("/api/lessons", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            latencies.Add(watch.Elapsed);
            await Task.Delay(5);
        }

        return latencies;
    }

    /// <returns>The status of each answer.</returns>
    private static async Task<IEnumerable<string>> Flood(
        Uri server, bool fromManyAddresses, CancellationToken stop)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var answers = new List<string>();
            var http = Client(server, NextAddress());
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    if (fromManyAddresses && answers.Count % TriesOfAddress == TriesOfAddress - 1)
                    {
                        http.Dispose();
                        http = Client(server, NextAddress());
                    }

                    answers.Add($"{(int)await Try(http, $"{Guid.NewGuid():N}@flood.example", stop)}");
                    if (!fromManyAddresses) await Task.Delay(Connections * 1000 / 500, stop);
                }
            }
            catch (OperationCanceledException)
            {
                // Enough.
            }
            finally
            {
                http.Dispose();
            }

            return answers;
        }));
        return all.SelectMany(answers => answers);

        IPAddress NextAddress() => Address(fromManyAddresses ? Interlocked.Increment(ref _lastAddress) : 1);
    }

    /// <summary>In turn, each person only so often that it is no flood.</summary>
    private static async Task Compare(Uri server, int tries)
    {
        var (known, unknown) = (new Latencies(), new Latencies());
        for (var round = 0; round < tries; round++)
        {
            using var http = Client(server, Address(Interlocked.Increment(ref _lastAddress)));
            await Try(http, "warm@up.example", CancellationToken.None);
            foreach (var (email, latencies) in (ValueTuple<string, Latencies>[])[
                (PairSchool.Email(round % 40), known), ($"{round % 40}@nobody.example", unknown)])
            {
                var watch = Stopwatch.StartNew();
                await Try(http, email, CancellationToken.None);
                latencies.Add(watch.Elapsed);
            }
        }

        Console.WriteLine($"{"a wrong password",-34} {known}");
        Console.WriteLine($"{"an unknown address",-34} {unknown}");
        Console.WriteLine($"    medians {Math.Abs(known.At(0.5) - unknown.At(0.5)):0.0} ms apart");
    }

    private static async Task<HttpStatusCode> Try(HttpClient http, string email, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/session", UriKind.Relative), new { email, password = "guessed" }, stop);
        return answer.StatusCode;
    }

    private static IPAddress Address(int number) => new([127, 1, (byte)(number >> 8), (byte)number]);

    private static HttpClient Client(Uri server, IPAddress? from)
    {
        var handler = new SocketsHttpHandler();
        if (from is not null) handler.ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        };
        var http = new HttpClient(handler) { BaseAddress = server };
        http.DefaultRequestHeaders.Add("Origin", server.GetLeftPart(UriPartial.Authority));
        return http;
    }
}
