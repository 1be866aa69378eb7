using System.Globalization;
using System.Text;

namespace LessonLens.Benchmarks;

/// <summary>A server at which many pairs meet, each in a room of their own, over raw WebSockets.</summary>
internal abstract class RoomsOfTwo
{
    public abstract string Name { get; }

    public abstract Task<Receiver> Start();

    /// <param name="server">A started one.</param>
    /// <param name="room">From 0.</param>
    /// <param name="who">0 or 1.</param>
    /// <param name="heard">Called for each message from then on; it must be quick.</param>
    public abstract Task<LiveLine> Enter(
        Uri server, int room, int who, Action<ReadOnlyMemory<byte>> heard);

    /// <summary>The message that shows the other one what is pointed at.</summary>
    public abstract string Point(double x);

    protected static string Place(double x) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"x":{{x:R}},"y":0.5}""");

    /// <summary>Opens a line and says hello; each awaited answer lets the next word be said.</summary>
    protected static async Task<LiveLine> Greet(
        Uri server, string path, string? cookie, (string Say, string Answer)[] words,
        Action<LiveLine, ReadOnlyMemory<byte>> heard)
    {
        TaskCompletionSource answered = new();
        byte[]? awaited = null;
        var line = await LiveLine.Open(server, path, cookie, (line, said) =>
        {
            if (awaited is not null && said.Span.IndexOf(awaited) >= 0) answered.TrySetResult();
            heard(line, said);
        });
        foreach (var (say, answer) in words)
        {
            (answered, awaited) = (
                new(TaskCreationOptions.RunContinuationsAsynchronously), Encoding.UTF8.GetBytes(answer));
            await line.Say(say);
            await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        awaited = null;
        return line;
    }
}

/// <summary>Ours: SignalR's JSON protocol.</summary>
internal sealed class OurRooms(PairSchool school) : RoomsOfTwo
{
    public override string Name => "ours";

    public override Task<Receiver> Start() => school.Start();

    public override Task<LiveLine> Enter(
        Uri server, int room, int who, Action<ReadOnlyMemory<byte>> heard) =>
        Greet(server, "/hubs/review", PairSchool.Cookie(room, who),
            [
                ("{\"protocol\":\"json\",\"version\":1}\x1e", "{}"),
                (Text("\"invocationId\":\"1\",", "Join", $"\"{school.Lesson(room)}\""), "\"result\""),
            ], (_, said) => heard(said));

    public override string Point(double x) => Text("", "Point", Place(x));

    private static string Text(string id, string target, string argument) =>
        $$"""{"type":1,{{id}}"target":"{{target}}","arguments":[{{argument}}]}""" + '\x1e';
}

/// <summary>socket.io's own server, in node.</summary>
internal sealed class SocketIoRooms : RoomsOfTwo
{
    public override string Name => "socket.io";

    public override async Task<Receiver> Start()
    {
        var port = Receiver.FreePort();
        return await Receiver.Start(
            port, "node", [Path.Combine(Servers.Peers(), "socket-io-server.js"), $"{port}"]);
    }

    public override Task<LiveLine> Enter(
        Uri server, int room, int who, Action<ReadOnlyMemory<byte>> heard) =>
        Greet(server, "/socket.io/?EIO=4&transport=websocket", cookie: null,
            [("40", "40{"), ($$"""42["join","room-{{room}}"]""", "joined")], (line, said) =>
            {
                // A line that does not answer this within 20 s is cut off.
                if (said.Span.SequenceEqual("2"u8)) _ = line.Say("3");
                else heard(said);
            });

    public override string Point(double x) => $"42[\"point\",{Place(x)}]";
}
