using System.Net;
using System.Net.Sockets;

namespace LessonLens.Tests.Support;

/// <summary>What a line does when it fails.</summary>
public enum Fault
{
    /// <summary>Ends in order, in the middle of whatever was said.</summary>
    Cut,

    /// <summary>Ends with a reset.</summary>
    Reset,

    /// <summary>Stays, and swallows everything; after a while it is reset, as a router would.</summary>
    BlackHole,
}

/// <summary>
/// A line to a server as a school has it: slow, late, and it breaks. The same seed breaks at the same bytes.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan InBlackHole = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly Random _luck;
    private readonly Task _accepting;
    private readonly Queue<Fault> _faults;

    /// <param name="server">Where the line leads.</param>
    /// <param name="seed">Of the moments.</param>
    /// <param name="faults">One for each line that carries enough, in this order; then none any more.</param>
    public FaultProxy(Uri server, int seed, params IEnumerable<Fault> faults)
    {
        (_server, _luck, _faults) = (server, new Random(seed), new Queue<Fault>(faults));
        _listener.Start();
        _accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Each piece comes this much later.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>In each direction; as fast as it goes when null.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>The next fault comes after at most so many bytes to the server.</summary>
    public int FaultWithin { get; init; } = 4 << 20;

    public int FaultsLeft => _faults.Count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Carry(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, end.Token);
            var up = Pump(near, far, breaks: true, end.Token);
            var down = Pump(far, near, breaks: false, end.Token);
            var fault = await await Task.WhenAny(up, down);
            if (fault == Fault.BlackHole) await Task.Delay(InBlackHole, end.Token);
            // What is on its way back when a line ends in order still arrives.
            if (fault is null) await Task.WhenAny(down, Task.Delay(100, end.Token));
            if (fault is Fault.Reset or Fault.BlackHole)
                foreach (var socket in (Socket[])[near.Client, far.Client])
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of them hung up.
        }

        await end.CancelAsync();
    }

    /// <returns>How it broke; null when it ended.</returns>
    private async Task<Fault?> Pump(TcpClient from, TcpClient to, bool breaks, CancellationToken stop)
    {
        var buffer = new byte[16 << 10];
        var until = breaks ? NextFault() : long.MaxValue;
        for (long carried = 0; ;)
        {
            var read = await from.GetStream().ReadAsync(buffer, stop);
            if (read == 0) return null;
            if (Latency > TimeSpan.Zero) await Task.Delay(Latency, stop);
            if (BytesPerSecond is { } most) await Task.Delay(TimeSpan.FromSeconds((double)read / most), stop);
            carried += read;
            if (carried > until && TakeFault() is { } fault) return fault;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    private long NextFault()
    {
#pragma warning disable CA5394 // The moments must be the same in each run.
        lock (_faults) return _luck.Next(1, FaultWithin);
#pragma warning restore CA5394
    }

    private Fault? TakeFault()
    {
        lock (_faults) return _faults.TryDequeue(out var fault) ? fault : null;
    }
}
