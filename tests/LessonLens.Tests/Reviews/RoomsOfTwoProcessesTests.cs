using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>A room whose two people are connected to two web processes behaves as one.</summary>
public sealed class RoomsOfTwoProcessesTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task They_see_each_other_drive_together_and_lose_nothing_when_one_process_dies()
    {
        await using var pair = await Pair.In(app, withBen: false);
        await using var other = new ServerProcess("web", app.ConnectionString, app.DataFolder);
        await other.Start();
        var ben = await SignedIn.To(other.Address, pair.BenSignedIn.Email);
        await using var bens = await HubClient.Connect(ben);
        Assert.Equal(["Amira", "Ben"], Names((await bens.Join(pair.Lesson))["people"]!));
        while (Names(await pair.Amira.Client.Next("People")).Count < 2) { }

        var bensPage = new PageInRoom(bens);
        var played = await pair.Amira.Drive(playing: true, 5000);
        Assert.Equal(played.ToJsonString(), (await bensPage.Next("Playback")).ToJsonString());
        var (before, bensNow, after) = (
            await pair.Amira.Now(), await bensPage.Now(), await pair.Amira.Now());
        Assert.InRange(bensNow, before - 100, after + 100);
        await bens.Call("Point", new JsonObject { ["x"] = 0.25, ["y"] = 0.75 });
        Assert.Equal(0.25, (await pair.Amira.Client.Next("Pointer"))["x"]!.GetValue<double>());
        await bens.Call("TakeWheel");
        var paused = await bensPage.Drive(playing: false, 6543);
        Assert.Equal(paused.ToJsonString(),
            (await pair.Amira.Next("Playback", rev: paused.Rev())).ToJsonString());

        await other.Kill();
        await using var back = await HubClient.Connect(pair.BenSignedIn);
        Assert.Equal(paused.ToJsonString(), (await back.Join(pair.Lesson))["playback"]!.ToJsonString());
        await new PageInRoom(back).Drive(playing: false, 7000);
        await back.Call("Leave");
        // What the dead process held is let go, and the wheel with it.
        Assert.Null((await pair.Amira.Next("Playback", paused.Rev() + 2, withinSeconds: 60))["driver"]);
        await pair.Amira.Drive(playing: true, 7000);
    }

    private static IReadOnlyList<string> Names(JsonNode people) =>
        people.AsArray().Select(one => one!["name"]!.GetValue<string>()).ToList();
}
