using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LessonLens.Processes;

namespace LessonLens.Benchmarks;

/// <summary>A server: a process whose time on the processors and whose memory is counted.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    // sysconf(_SC_CLK_TCK): 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly Process _process;

    private Receiver(Process process, int port) =>
        (_process, Address) = (process, new Uri($"http://127.0.0.1:{port}"));

    public Uri Address { get; }

    public static async Task<Receiver> Start(
        int port, string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) 
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var receiver = new Receiver(await OwnProcess.Start(info), port);
        // Read and thrown away: a pipe that fills up would stop the server.
        receiver._process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = receiver.Address };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await Answers(http)) await Task.Delay(100, limit.Token);
        return receiver;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Of it and of all that it started (proc(5); comm may hold anything).</summary>
    public double CpuSeconds()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(ReadStat)
            .Where(stat => stat is not null).Select(stat => stat!.Split(' ')).ToList();
        return Ticks(_process.Id.ToString(CultureInfo.InvariantCulture)) / TicksPerSecond;

        double Ticks(string id) => all
            .Where(stat => stat[0] == id).Sum(stat => double.Parse(stat[13], CultureInfo.InvariantCulture)
                + double.Parse(stat[14], CultureInfo.InvariantCulture))
            + all.Where(stat => stat[3] == id).Sum(stat => Ticks(stat[0]));
    }

    /// <summary>Of memory, that the process holds at this moment (VmRSS in proc(5)).</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) << 10;
    }

    public async ValueTask DisposeAsync()
    {
        OwnProcess.Signal(_process, OwnProcess.Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string? ReadStat(string folder)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            return line[..line.IndexOf('(')] + "()" + line[(line.LastIndexOf(')') + 1)..];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return (int)answer.StatusCode != 503;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
