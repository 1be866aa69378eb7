using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>Amira and Ben in the room of her lesson, each with one page.</summary>
internal sealed class Pair : IAsyncDisposable
{
    public required SignedIn AmiraSignedIn { get; init; }
    public required SignedIn BenSignedIn { get; init; }
    public required Guid Lesson { get; init; }
    public required PageInRoom Amira { get; init; }
    public PageInRoom Ben { get; private set; } = null!;
    public Guid AmiraId => AmiraSignedIn.Id;
    public Guid BenId => BenSignedIn.Id;

    /// <summary>What Amira was answered when she came.</summary>
    public required JsonObject AmirasRoom { get; init; }

    public static async Task<Pair> In(LessonLensApp app, bool withBen = true)
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        var client = await HubClient.Connect(amira);
        var pair = new Pair
        {
            AmiraSignedIn = amira,
            BenSignedIn = ben,
            Lesson = lesson,
            AmirasRoom = await client.Join(lesson),
            Amira = new PageInRoom(client),
        };
        if (withBen) await pair.BenComes();
        return pair;
    }

    public async Task<PageInRoom> BenComes()
    {
        Ben = new PageInRoom(await HubClient.Connect(BenSignedIn));
        await Ben.Client.Join(Lesson);
        return Ben;
    }

    public async ValueTask DisposeAsync()
    {
        await Amira.Client.DisposeAsync();
        if (Ben is not null) await Ben.Client.DisposeAsync();
    }
}

/// <summary>What a page does with the shared playhead.</summary>
internal sealed record PageInRoom(HubClient Client)
{
    public async Task<JsonObject> Drive(bool playing, double mediaMs, double rate = 1) =>
        (await Client.Call("Drive", new JsonObject
        {
            ["playing"] = playing,
            ["mediaMs"] = mediaMs,
            ["rate"] = rate,
        }))!.AsObject();

    public Task Loading(bool loading, double mediaMs) => Client.Call("Loading", new JsonObject
    {
        ["loading"] = loading,
        ["mediaMs"] = mediaMs,
    });

    /// <summary>The first playhead that is at least that new.</summary>
    public async Task<JsonObject> Next(string target, long rev = 1, double withinSeconds = 20)
    {
        while (true)
            if ((await Client.Next(target, withinSeconds)).AsObject() is var heard && heard.Rev() >= rev)
                return heard;
    }

    public async Task<double> Now() => (await Client.Call("Ping", 1.0))!["serverSentMs"]!.GetValue<double>();
}

internal static class PlaybackJson
{
    public static long Rev(this JsonObject playback) => playback["rev"]!.GetValue<long>();
    public static bool Playing(this JsonObject playback) => playback["playing"]!.GetValue<bool>();
    public static int AtMs(this JsonObject playback) => playback["anchorMediaMs"]!.GetValue<int>();
    public static double AnchorServerMs(this JsonObject playback) =>
        playback["anchorServerMs"]!.GetValue<double>();
}
