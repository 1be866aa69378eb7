using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace LessonLens.Benchmarks;

/// <summary>
/// Pairs in their rooms; in each, one writes a note a second, and the other hears of it and asks for it.
/// </summary>
internal static class RoomBenchmark
{
    private const int WarmUpSeconds = 5;

    public static async Task Run(int pairs, int seconds)
    {
        using var folder = new BenchFolder();
        await using var school = await PairSchool.Open(folder, pairs);
        var ours = new OurRooms(school);
        await using var server = await ours.Start();
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        var rooms = Enumerable.Range(0, pairs)
            .Select(pair => new OnePair(http, school.Lesson(pair), pair)).ToList();
        foreach (var room in rooms) await room.Enter(ours, server.Address);

        await Task.WhenAll(rooms.Select(room => room.Write(WarmUpSeconds, (double)room.Pair / pairs)));
        foreach (var room in rooms) room.Took = (new(), new(), new());
        var cpu = server.CpuSeconds();
        await Task.WhenAll(rooms.Select(room => room.Write(seconds, (double)room.Pair / pairs)));
        cpu = server.CpuSeconds() - cpu;
        foreach (var room in rooms) await room.Leave();

        Console.WriteLine($"{pairs} pairs, a note a second in each, {seconds} s; "
            + $"the server takes {cpu / (seconds + 1):0.00} CPUs.");
        Print("saved", 100, room => room.Took.Saved);
        Print("the other hears of it", 250, room => room.Took.Heard);
        Print("and has it", 250, room => room.Took.Had);

        void Print(string what, int bar, Func<OnePair, Latencies> of) => Console.WriteLine(
            $"{what,-24} {Latencies.Of(rooms.Select(of))}   bar: p95 {bar} ms");
    }

    private sealed class OnePair(HttpClient http, Guid lesson, int pair)
    {
        private readonly ConcurrentDictionary<Guid, long> _begun = new();
        private readonly List<LiveLine> _lines = [];
        private Task _looking = Task.CompletedTask;
        private long _seq;

        public int Pair => pair;
        public (Latencies Saved, Latencies Heard, Latencies Had) Took { get; set; } = (new(), new(), new());

        public async Task Enter(OurRooms rooms, Uri server)
        {
            _lines.Add(await rooms.Enter(server, pair, 0, _ => { }));
            _lines.Add(await rooms.Enter(server, pair, 1, Hear));
        }

        public async Task Write(int notes, double offsetSeconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(offsetSeconds));
            using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var note = 0; note < notes; note++)
            {
                var id = Guid.CreateVersion7();
                var begun = _begun[id] = Stopwatch.GetTimestamp();
                using var answer = await Send(who: 0, HttpMethod.Put, $"/{id}", JsonContent.Create(
                    new { atMs = 1000, kind = "noticed", text = "Leila has an idea" }));
                Took.Saved.Add(Stopwatch.GetElapsedTime(begun));
                await seconds.WaitForNextTickAsync();
            }
        }

        public async Task Leave()
        {
            await _looking;
            foreach (var line in _lines) await line.DisposeAsync();
            if (!_begun.IsEmpty) throw new InvalidOperationException($"{_begun.Count} notes were not heard.");
        }

        private void Hear(ReadOnlyMemory<byte> said)
        {
            if (said.Span.IndexOf("\"Changed\""u8) < 0) return;
            var text = Encoding.UTF8.GetString(said.Span);
            var heard = text.Split("\"id\":\"").Skip(1).Select(rest => Guid.Parse(rest[..36])).ToList();
            foreach (var id in heard) Took.Heard.Add(Stopwatch.GetElapsedTime(_begun[id]));
            _looking = Look(after: _looking);
        }

        private async Task Look(Task after)
        {
            await after;
            using var answer = await Send(who: 1, HttpMethod.Get, $"?after={_seq}", content: null);
            var news = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            _seq = (long)news["seq"]!;
            foreach (var change in news["changes"]!.AsArray())
                if (_begun.TryRemove((Guid)change!["annotation"]!["id"]!, out var begun))
                    Took.Had.Add(Stopwatch.GetElapsedTime(begun));
        }

        private async Task<HttpResponseMessage> Send(
            int who, HttpMethod method, string path, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, $"/api/lessons/{lesson}/annotations{path}");
            (request.Content, _) = (content, request.Headers.TryAddWithoutValidation(
                "Cookie", PairSchool.Cookie(pair, who)));
            return (await http.SendAsync(request)).EnsureSuccessStatusCode();
        }
    }
}
