using System.Net.WebSockets;
using System.Text;

namespace LessonLens.Benchmarks;

/// <summary>A WebSocket that says texts and passes on each that comes, whatever it means.</summary>
internal sealed class LiveLine : IAsyncDisposable
{
    private static readonly HttpMessageInvoker Invoker = new(new SocketsHttpHandler());

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task _listening = Task.CompletedTask;

    /// <param name="server">Where; http.</param>
    /// <param name="path">And the path there.</param>
    /// <param name="cookie">Of whoever is signed in.</param>
    /// <param name="heard">Called for each message, one after the other; it must be quick.</param>
    public static async Task<LiveLine> Open(
        Uri server, string path, string? cookie, Action<LiveLine, ReadOnlyMemory<byte>> heard)
    {
        var line = new LiveLine();
        line._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        line._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        if (cookie is not null) line._socket.Options.SetRequestHeader("Cookie", cookie);
        await line._socket.ConnectAsync(
            new Uri($"ws://{server.Authority}{path}"), Invoker, CancellationToken.None);
        line._listening = line.Listen(heard);
        return line;
    }

    public async Task Say(string text)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task Listen(Action<LiveLine, ReadOnlyMemory<byte>> heard)
    {
        var buffer = new byte[4 << 10];
        var filled = 0;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None) is
                { MessageType: not WebSocketMessageType.Close } part)
            {
                filled += part.Count;
                if (filled == buffer.Length) Array.Resize(ref buffer, 2 * filled);
                if (!part.EndOfMessage) continue;
                heard(this, buffer.AsMemory(0, filled));
                filled = 0;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Hung up.
        }
    }
}
