using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Uploads;

namespace LessonLens.Benchmarks;

/// <summary>
/// Ranges of one recording out of ours, to somebody who is signed in, and out of nginx, which asks nobody who
/// they are; in turn, in one run, by Debian's wrk.
/// </summary>
internal static class ServingBenchmark
{
    private const int Mebibytes = 256;
    private static readonly int[] Connections = [32, 256];

    public static async Task Run(int seconds, int rounds)
    {
        using var folder = new BenchFolder();
        await Servers.OpenSchool(folder);
        await using var ours = await Servers.Ours(folder, flush: true);
        await using var nginx = await Servers.Nginx(folder);
        var (path, cookie) = await Upload(ours.Address, folder[Path.Combine("nginx", "files", "recording")]);
        Console.WriteLine($"1 MiB ranges of {Mebibytes} MiB, {rounds} rounds of {seconds} s; medians.");
        Console.WriteLine($"{"connections",-24} {"ours",12} {"nginx",12} {"ratio",6}");
        foreach (var connections in Connections)
        {
            var (mine, theirs) = (new List<double>(), new List<double>());
            // The first round warms both up.
            for (var round = 0; round <= rounds; round++)
            {
                var one = await Measure(new Uri(ours.Address, path), cookie, connections, seconds);
                var other = await Measure(new Uri(nginx.Address, "/recording"), cookie, connections, seconds);
                if (round == 0) continue;
                mine.Add(one);
                theirs.Add(other);
            }

            var (a, b) = (Median(mine), Median(theirs));
            Console.WriteLine($"{connections,-24} {a,7:0} MB/s {b,7:0} MB/s {a / b,6:0.00}");
        }
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);

    private static async Task<double> Measure(Uri address, string cookie, int connections, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk",
        [
            "-t", "1", "-c", $"{connections}", "-d", $"{seconds}s", "-H", $"Cookie: {cookie}",
            "-s", Path.Combine(Servers.Peers(), "ranges.lua"), address.ToString(), "--", $"{Mebibytes}",
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Split('\n').FirstOrDefault(line => line.StartsWith("measured", StringComparison.Ordinal))
            ?.Split(' ') is not [_, var speed, "0"])
            throw new InvalidOperationException($"Not all was answered: {said}");
        return double.Parse(speed, CultureInfo.InvariantCulture);
    }

    /// <summary>The same bytes for both.</summary>
    private static async Task<(string Path, string Cookie)> Upload(Uri server, string copy)
    {
        using var http = new HttpClient();
        http.BaseAddress = server;
        http.DefaultRequestHeaders.Add("Origin", server.GetLeftPart(UriPartial.Authority));
        var cookie = await Servers.SignIn(http);
        using var planned = await http.PostAsJsonAsync(
            new Uri("/api/lessons", UriKind.Relative), new { title = "Benchmark" });
        var lesson = planned.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1];
        var bytes = RandomNumberGenerator.GetBytes(Mebibytes << 20);
        await File.WriteAllBytesAsync(copy, bytes);
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/api/uploads");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", $"{bytes.Length}");
        begin.Headers.Add(
            "Upload-Metadata", $"lessonId {Convert.ToBase64String(Encoding.ASCII.GetBytes(lesson))}");
        using var begun = await http.SendAsync(begin);
        using var patch = new HttpRequestMessage(
            HttpMethod.Patch, begun.EnsureSuccessStatusCode().Headers.Location);
        patch.Headers.Add("Tus-Resumable", "1.0.0");
        patch.Headers.Add("Upload-Offset", "0");
        patch.Content = new ByteArrayContent(bytes);
        patch.Content.Headers.ContentType = new(UploadProtocol.BodyType);
        using var patched = await http.SendAsync(patch);
        patched.EnsureSuccessStatusCode();
        return ($"/media/lessons/{lesson}/original", cookie);
    }
}
