using System.Diagnostics;
using System.Globalization;
using System.Net;
using LessonLens.Processes;

namespace LessonLens.Tests.Support;

/// <summary>
/// LessonLens as a process of its own, which can be killed and started again at the same address. It dies
/// with us.
/// </summary>
public sealed class ServerProcess(
    string role, string? connectionString, string dataFolder,
    IReadOnlyDictionary<string, string>? settings = null)
    : IAsyncDisposable
{
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    /// <summary>How it is started.</summary>
    public ProcessStartInfo Program
    {
        get
        {
            var info = new ProcessStartInfo("dotnet",
            [
                typeof(global::Program).Assembly.Location, role, "--urls", Address.ToString(),
                "--Data:Folder", dataFolder, "--Logging:LogLevel:Default", "Warning",
            ])
            {
                WorkingDirectory = dataFolder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (connectionString is not null)
                info.Environment["ConnectionStrings__Database"] = connectionString;
            foreach (var (name, value) in settings ?? new Dictionary<string, string>())
                info.Environment[name] = value;
            return info;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task Start()
    {
        _process = await OwnProcess.Start(Program);
        // Unread pipes fill up and then block the writer.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await Wait.Until(() => IsReady(http), 120, () => "the server did not become ready");
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    public async Task Kill()
    {
        OwnProcess.Signal(_process!, OwnProcess.Kill);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGSTOP: it keeps all that it has, and does nothing until it is woken.</summary>
    public void Sleep() => Assert.True(OwnProcess.Signal(_process!, 19));

    /// <summary>SIGCONT.</summary>
    public void Wake() => Assert.True(OwnProcess.Signal(_process!, 18));

    /// <summary>Bytes of memory that the process holds at this moment (VmRSS in proc(5)).</summary>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith("VmRSS:"));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture) << 10;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await Kill();
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        // Also where it takes longer than the client waits.
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
