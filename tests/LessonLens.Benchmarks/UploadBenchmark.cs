using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Uploads;

namespace LessonLens.Benchmarks;

/// <summary>
/// The same bytes into our uploads, into the tus project's own server and into nginx's WebDAV, in turn, in
/// one run. Neither of the others hashes or syncs.
/// </summary>
internal static class UploadBenchmark
{
    private const int Chunk = 8 << 20;
    private const int WarmUp = 128 << 20;

    public static async Task Run(int mebibytes, int rounds)
    {
        using var folder = new BenchFolder();
        var bytes = (long)mebibytes << 20;
        Console.WriteLine($"{mebibytes} MiB each, {rounds} rounds in turn; medians.");
        await Servers.OpenSchool(folder);
        var peers = new (string Name, Func<Task<Receiver>> Start, bool IsTus)[]
        {
            ("ours", () => Servers.Ours(folder, flush: true), true),
            ("ours, without fsync", () => Servers.Ours(folder, flush: false), true),
            ("@tus/server", () => TusServer(folder), true),
            ("nginx WebDAV", () => Servers.Nginx(folder), false),
        };
        var measured = new Dictionary<(string Name, bool Whole), List<(double MBps, double Cpu)>>();
        for (var round = 0; round < rounds; round++)
            foreach (var (name, start, isTus) in peers)
            {
                await using var receiver = await start();
                // What every server does once (compiled code, pools) is not measured.
                for (var warming = 0; warming < 3; warming++)
                    await Measure(receiver, WarmUp, WarmUp, isTus, name);
                foreach (var whole in (bool[])[true, false])
                {
                    // WebDAV knows no pieces.
                    if (!whole && !isTus) continue;
                    var one = await Measure(receiver, bytes, whole ? bytes : Chunk, isTus, name);
                    (measured.TryGetValue((name, whole), out var all) ? all
                        : measured[(name, whole)] = []).Add(one);
                }
            }

        Console.WriteLine($"{"",-24} {"one PATCH",24} {"8 MiB pieces",24}");
        foreach (var (name, _, _) in peers)
            Console.WriteLine($"{name,-24} {Text(measured, name, true),24} {Text(measured, name, false),24}");
    }

    private static string Text(
        Dictionary<(string, bool), List<(double MBps, double Cpu)>> measured, string name, bool whole) =>
        measured.TryGetValue((name, whole), out var all)
            ? $"{Median(all.Select(one => one.MBps)),4:0} MB/s "
                + $"{Median(all.Select(one => one.Cpu)),5:0.00} CPU s/GB"
            : "";

    private static double Median(IEnumerable<double> all) => all.Order().ElementAt(all.Count() / 2);

    private static async Task<(double MBps, double Cpu)> Measure(
        Receiver receiver, long bytes, long piece, bool isTus, string name)
    {
        using var http = new HttpClient();
        (http.BaseAddress, http.Timeout) = (receiver.Address, TimeSpan.FromMinutes(10));
        http.DefaultRequestHeaders.Add("Origin", receiver.Address.GetLeftPart(UriPartial.Authority));
        // A byte is missing in the end, so that ending the upload frees its room for the next.
        var to = !isTus ? new Uri("/upload", UriKind.Relative)
            : name.StartsWith("ours", StringComparison.Ordinal) ? await BeginOurs(http, bytes + 1)
            : await Begin(http, "/files", bytes + 1, "");
        var cpu = receiver.CpuSeconds();
        var watch = Stopwatch.StartNew();
        for (long at = 0; at < bytes; at += piece)
        {
            using var request = new HttpRequestMessage(isTus ? HttpMethod.Patch : HttpMethod.Put, to);
            request.Content = new SameBytes(Math.Min(piece, bytes - at));
            if (isTus)
            {
                request.Headers.Add("Tus-Resumable", "1.0.0");
                request.Headers.Add("Upload-Offset", at.ToString(CultureInfo.InvariantCulture));
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(UploadProtocol.BodyType);
            }

            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        var seconds = watch.Elapsed.TotalSeconds;
        cpu = receiver.CpuSeconds() - cpu;
        if (isTus) await End(http, to);
        return (bytes / 1e6 / seconds, cpu / (bytes / 1e9));
    }

    private static async Task<Uri> BeginOurs(HttpClient http, long bytes)
    {
        await Servers.SignIn(http);
        using var planned = await http.PostAsJsonAsync(
            new Uri("/api/lessons", UriKind.Relative), new { title = "Benchmark" });
        var id = planned.Headers.Location!.ToString().Split('/')[^1];
        return await Begin(http, "/api/uploads", bytes,
            $"lessonId {Convert.ToBase64String(Encoding.ASCII.GetBytes(id))}");
    }

    private static async Task<Uri> Begin(HttpClient http, string path, long bytes, string metadata)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", bytes.ToString(CultureInfo.InvariantCulture));
        if (metadata.Length > 0) request.Headers.Add("Upload-Metadata", metadata);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!;
    }

    private static async Task End(HttpClient http, Uri upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, upload);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        using var answer = await http.SendAsync(request);
    }

    private static async Task<Receiver> TusServer(BenchFolder folder)
    {
        await Servers.InstallPeers();
        var port = Receiver.FreePort();
        return await Receiver.Start(port, "node",
            [Path.Combine(Servers.Peers(), "tus-server.js"), $"{port}", folder.Fresh("tus")]);
    }

    /// <summary>A body that costs its sender nothing but the sending.</summary>
    private sealed class SameBytes(long length) : HttpContent
    {
        private static readonly byte[] Some = RandomBytes();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var left = length; left > 0; left -= Some.Length)
                await stream.WriteAsync(Some.AsMemory(0, (int)Math.Min(left, Some.Length)));
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }

        private static byte[] RandomBytes()
        {
            var bytes = new byte[1 << 20];
            RandomNumberGenerator.Fill(bytes);
            return bytes;
        }
    }
}
