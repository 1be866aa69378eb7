using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LessonLens.Processes;
using LessonLens.Tests.House;

namespace LessonLens.Tests.Support;

/// <summary>Azure Storage's own emulator, from npm, with a folder and a port of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    // The account that every emulator has; it is no secret (learn.microsoft.com, "Use the Azurite emulator").
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private Process? _process;

    public bool IsRunning => _process is not null;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_port}/{Account};";

    public async ValueTask InitializeAsync()
    {
        _process = await OwnProcess.Start(new ProcessStartInfo("node", [
            Path.Combine(SourceTree.Root, "tests", "node_modules", "azurite", "dist", "src", "blob",
                "main.js"),
            "--location", _folder.Path, "--blobPort", $"{_port}",
            "--silent", "--disableTelemetry", "--skipApiVersionCheck"])
        {
            // Ours is for the results of tests, and not to be spoken into.
            RedirectStandardOutput = true,
            UseShellExecute = false,
        });
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Wait.Until(Answers, withinSeconds: 60, () => "Azurite does not answer");
    }

    /// <summary>It is away, with all that it keeps, until it is initialised again.</summary>
    public async Task Stop()
    {
        if (_process is null) return;
        // It writes down what it has committed when it is asked to end.
        OwnProcess.SignalGroup(_process, OwnProcess.Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Dispose();
    }

    private async Task<bool> Answers()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
