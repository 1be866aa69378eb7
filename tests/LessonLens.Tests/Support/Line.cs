using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LessonLens.Tests.Support;

/// <summary>
/// A slow line between a page and the server, so that there is time to interrupt, and which a test can cut.
/// (Chromium's own network emulation now and then lets a request through at full speed.)
/// </summary>
public sealed class Line : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _carried = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly int _bytesPerSecond;
    private readonly (int Ms, int JitterMs) _oneWay;
    private readonly Random _luck = new(7);
    private readonly Task _accepting;
    private volatile bool _isCut;

    private Line(Uri server, int bytesPerSecond, (int Ms, int JitterMs) oneWay)
    {
        (_server, _bytesPerSecond, _oneWay) = (server, bytesPerSecond, oneWay);
        _listener.Start();
        _accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static Line To(LessonLensApp app, int bytesPerSecond = int.MaxValue) =>
        new(app.Address, bytesPerSecond, default);

    /// <summary>As fast as any, and everything comes that much later, more or less.</summary>
    public static Line Far(LessonLensApp app, int oneWayMs, int jitterMs) =>
        new(app.Address, int.MaxValue, (oneWayMs, jitterMs));

    /// <summary>Whatever it carries breaks, and nothing comes through until it is mended.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var client in _carried.Keys) client.Dispose();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_isCut) client.Dispose();
                else _ = Carry(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient near)
    {
        using var far = new TcpClient();
        // Browsers and servers send small pieces at once, and so does what is between them.
        near.NoDelay = far.NoDelay = true;
        _carried[near] = true;
        // Else it could slip through while all others are cut.
        if (_isCut) near.Dispose();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port);
            await Task.WhenAny(Pump(near, far, _bytesPerSecond), Pump(far, near, int.MaxValue));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or one of them hung up.
        }

        _carried.TryRemove(near, out _);
        near.Dispose();
    }

    private async Task Pump(TcpClient from, TcpClient to, int bytesPerSecond)
    {
        // What is on its way does not hold up what comes after it.
        var onItsWay = Channel.CreateBounded<(long DueMs, byte[] Bytes)>(256);
        try
        {
            var arriving = Arrive(onItsWay.Reader, to);
            var buffer = new byte[64 << 10];
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                if (bytesPerSecond < int.MaxValue)
                    await Task.Delay(TimeSpan.FromSeconds((double)read / bytesPerSecond));
                var due = Environment.TickCount64 + _oneWay.Ms + Jitter();
                await onItsWay.Writer.WriteAsync((due, buffer[..read]));
            }

            onItsWay.Writer.Complete();
            await arriving;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Cut, or one of them hung up.
            onItsWay.Writer.TryComplete();
        }
    }

    private static async Task Arrive(ChannelReader<(long DueMs, byte[] Bytes)> onItsWay, TcpClient to)
    {
        await foreach (var (due, bytes) in onItsWay.ReadAllAsync())
        {
            if (due - Environment.TickCount64 is > 0 and var wait) await Task.Delay((int)wait);
            await to.GetStream().WriteAsync(bytes);
        }
    }

#pragma warning disable CA5394 // No secret hangs on it.
    private int Jitter()
    {
        lock (_luck) return _luck.Next(-_oneWay.JitterMs, _oneWay.JitterMs + 1);
    }
#pragma warning restore CA5394
}
