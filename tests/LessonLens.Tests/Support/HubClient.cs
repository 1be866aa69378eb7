using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace LessonLens.Tests.Support;

/// <summary>A page's line to <c>/hubs/review</c>: as much of SignalR's JSON protocol as we need.</summary>
/// <remarks>https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md</remarks>
public sealed class HubClient : IAsyncDisposable
{
    // Nobody's promise: that something comes at all.
    private const double Patience = 20;
    private const char EndOfMessage = '\x1e';
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _calls = new();
    private readonly Channel<(string Target, JsonNode What)> _heard =
        Channel.CreateUnbounded<(string, JsonNode)>();
    private Task _listening = Task.CompletedTask;
    private int _lastCall;
    private volatile bool _isGone;

    private HubClient() { }

    public static async Task<HubClient> Connect(SignedIn person)
    {
        var client = await Open(person, new SocketsHttpHandler());
        client._listening = client.Listen();
        return client;
    }

    /// <summary>One who joins and from then on reads nothing of what comes.</summary>
    public static async Task<HubClient> JoinDeaf(SignedIn person, Guid lesson)
    {
        var client = await Open(person, NarrowLine.Holding(4096));
        await client.Send(Invocation("1", "Join", lesson.ToString()));
        return client;
    }

    /// <summary>Calls a method of the hub.</summary>
    /// <exception cref="InvalidOperationException">The hub refused; its words are the message.</exception>
    public async Task<JsonNode?> Call(string method, params JsonNode?[] arguments)
    {
        var id = Interlocked.Increment(ref _lastCall).ToString(CultureInfo.InvariantCulture);
        var answer = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(Invocation(id, method, arguments));
        if (_isGone) answer.TrySetException(HungUp());
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(Patience));
    }

    public async Task<JsonObject> Join(Guid lesson) => (await Call("Join", lesson.ToString()))!.AsObject();

    /// <summary>The next that the server calls by this name; others are passed over.</summary>
    public async Task<JsonNode> Next(string target, double withinSeconds = Patience)
    {
        var limit = Limit(withinSeconds);
        while (true)
            if (await _heard.Reader.ReadAsync(limit) is var (heard, what) && heard == target) return what;
    }

    /// <summary>All that the server has called so far, by name.</summary>
    public IReadOnlyList<string> HeardSoFar()
    {
        var names = new List<string>();
        while (_heard.Reader.TryRead(out var heard)) names.Add(heard.Target);
        return names;
    }

    /// <summary>Waits until the server has hung up.</summary>
    public Task Ended(double withinSeconds = Patience) =>
        _listening.WaitAsync(TimeSpan.FromSeconds(withinSeconds));

    /// <summary>Closes the line, and waits until the server has let go of it.</summary>
    public async Task HangUp()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Limit(Patience));
        await Ended();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open)
                await _socket.CloseOutputAsync(
                    WebSocketCloseStatus.NormalClosure, null, Limit(Patience));
        }
        catch (WebSocketException)
        {
            // The server hung up first.
        }

        _socket.Dispose();
    }

    private static async Task<HubClient> Open(SignedIn person, SocketsHttpHandler by)
    {
        var client = new HubClient();
        var server = person.Http.BaseAddress!;
        client._socket.Options.SetRequestHeader("Cookie", person.Cookie);
        client._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await client._socket.ConnectAsync(
            new Uri($"ws://{server.Authority}/hubs/review"), new HttpMessageInvoker(by), Limit(Patience));
        await client.Send(new JsonObject { ["protocol"] = "json", ["version"] = 1 });
        return client;
    }

    private static JsonObject Invocation(string id, string method, params JsonNode?[] arguments) => new()
    {
        ["type"] = 1,
        ["invocationId"] = id,
        ["target"] = method,
        ["arguments"] = new JsonArray(arguments),
    };

    private async Task Send(JsonObject message) => await _socket.SendAsync(
        Encoding.UTF8.GetBytes(message.ToJsonString() + EndOfMessage), WebSocketMessageType.Text, true,
            Limit(Patience));

    private async Task Listen()
    {
        var buffer = new byte[1 << 16];
        var text = "";
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { CloseStatus: null } part)
            {
                text += Encoding.UTF8.GetString(buffer, 0, part.Count);
                var messages = text.Split(EndOfMessage);
                text = messages[^1];
                foreach (var message in messages[..^1]) Hear(JsonNode.Parse(message)!.AsObject());
            }
        }
        catch (Exception e) when (
            e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is gone.
        }

        _heard.Writer.TryComplete();
        _isGone = true;
        foreach (var call in _calls.Values) call.TrySetException(HungUp());
    }

    private static IOException HungUp() => new("The server hung up.");

    private void Hear(JsonObject message)
    {
        if (message["type"]?.GetValue<int>() is 1)
            _heard.Writer.TryWrite(
                (message["target"]!.GetValue<string>(), message["arguments"]![0]!.DeepClone()));
        else if (message["invocationId"]?.GetValue<string>() is { } id && _calls.TryRemove(id, out var call))
            if (message["error"] is { } error)
                call.SetException(new InvalidOperationException(error.ToString()));
            else call.SetResult(message["result"]?.DeepClone());
    }

    private static CancellationToken Limit(double seconds) =>
        new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;
}
