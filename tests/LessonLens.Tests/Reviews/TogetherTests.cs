using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>Two people at one playhead, over the hub as a page uses it.</summary>
public sealed class TogetherTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task What_one_does_with_the_playhead_the_other_has_to_the_millisecond()
    {
        await using var pair = await Pair.In(app);
        Assert.Null(pair.AmirasRoom["playback"]);

        var before = await pair.Amira.Now();
        var played = await pair.Amira.Drive(playing: true, 12_000);
        Assert.Equal(played.ToJsonString(), (await pair.Ben.Next("Playback")).ToJsonString());
        Assert.Equal((1, true, 12_000), (played.Rev(), played.Playing(), played.AtMs()));
        Assert.InRange(played.AnchorServerMs(), before + 150, await pair.Amira.Now() + 150);

        var paused = await pair.Ben.Drive(playing: false, 15_433);
        Assert.Equal(paused.ToJsonString(), (await pair.Amira.Next("Playback", rev: 2)).ToJsonString());
        Assert.Equal((false, 15_433), (paused.Playing(), paused.AtMs()));
    }

    [Fact]
    public async Task A_play_is_scheduled_so_late_that_the_slowest_has_heard_of_it()
    {
        await using var pair = await Pair.In(app);
        foreach (var (roundTripMs, leadMs) in (IEnumerable<(int, int)>)[(10, 150), (300, 600), (9000, 1000)])
        {
            await pair.Ben.Client.Call("Measured", roundTripMs);
            var before = await pair.Amira.Now();
            var played = await pair.Amira.Drive(playing: true, 1000);
            var after = await pair.Amira.Now();
            Assert.InRange(played.AnchorServerMs(), before + leadMs, after + leadMs);
        }
    }

    [Fact] // BigBlueButton #25472: going elsewhere while playing was not told.
    public async Task Going_elsewhere_while_it_plays_takes_the_other_along()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Drive(playing: true, 1000);
        await pair.Amira.Drive(playing: true, 60_000);
        var heard = await pair.Ben.Next("Playback", rev: 2);
        Assert.Equal((true, 60_000), (heard.Playing(), heard.AtMs()));
    }

    [Fact] // BigBlueButton #11708: who came late to a paused recording saw it play.
    public async Task Who_comes_late_to_a_paused_recording_finds_it_paused_there()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Drive(playing: true, 1000);
        var paused = await pair.Amira.Drive(playing: false, 2222);
        // The news of it has gone round before anybody else comes.
        await pair.Ben.Next("Playback", paused.Rev());
        await using var late = await HubClient.Connect(pair.BenSignedIn);
        var room = await late.Join(pair.Lesson);
        Assert.Equal(paused.ToJsonString(), room["playback"]!.ToJsonString());
        Assert.DoesNotContain("Playback", late.HeardSoFar());
    }

    [Fact]
    public async Task Who_has_the_wheel_drives_alone_until_it_is_handed_over()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Client.Call("TakeWheel");
        Assert.Equal(pair.AmiraId, (await pair.Ben.Next("Playback", rev: 1))["driver"]!.GetValue<Guid>());
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => pair.Ben.Drive(playing: true, 1000));
        Assert.Contains("Amira is driving", refused.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Ben.Client.Call("TakeWheel"));
        await pair.Amira.Drive(playing: true, 1000);

        await pair.Ben.Client.Call("AskForWheel");
        Assert.Equal(pair.BenId,
            (await pair.Amira.Client.Next("WheelAsked"))["personId"]!.GetValue<Guid>());
        await pair.Amira.Client.Call("GiveWheel", pair.BenId.ToString());
        Assert.Equal(pair.BenId, (await pair.Ben.Next("Playback", rev: 3))["driver"]!.GetValue<Guid>());
        await pair.Ben.Drive(playing: false, 3000);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Amira.Drive(playing: true, 1000));

        await pair.Ben.Client.Call("GiveWheel", (JsonNode?)null);
        Assert.Null((await pair.Amira.Next("Playback", rev: 5))["driver"]);
        await pair.Amira.Drive(playing: true, 1000);
    }

    [Fact] // BigBlueButton #21897: a change of the leader lost the place.
    public async Task When_the_driver_leaves_the_wheel_is_free_and_the_place_stays()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Client.Call("TakeWheel");
        await pair.Amira.Drive(playing: false, 7777);
        await pair.Amira.Client.DisposeAsync();
        var freed = await pair.Ben.Next("Playback", rev: 3);
        Assert.Equal((null, false, 7777), (freed["driver"], freed.Playing(), freed.AtMs()));
        await pair.Ben.Drive(playing: true, 7777);
    }

    [Fact] // Jellyfin #17864: one who loads froze the room.
    public async Task The_others_wait_where_the_picture_stopped_of_whoever_loads_but_not_for_ever()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Drive(playing: true, 1000);
        await pair.Ben.Loading(true, 900);
        var held = await pair.Amira.Next("Playback", rev: 2);
        Assert.Equal((false, true, 900), (held.Playing(), held["held"]!.GetValue<bool>(), held.AtMs()));
        // Who was here before that may be told after it.
        while (!(await pair.Amira.Client.Next("People")).AsArray().Any(person =>
            person!["personId"]!.GetValue<Guid>() == pair.BenId && person["loading"]!.GetValue<bool>())) { }

        await pair.Ben.Loading(false, 900);
        var goesOn = await pair.Amira.Next("Playback", rev: 3);
        Assert.Equal((true, 900), (goesOn.Playing(), goesOn.AtMs()));

        await pair.Ben.Loading(true, 900);
        await pair.Amira.Next("Playback", rev: 4);
        Assert.True((await pair.Amira.Next("Playback", rev: 5, withinSeconds: 13)).Playing());
        // It was waited for; now the others are left in peace.
        await pair.Ben.Loading(true, 900);
        await pair.Amira.Drive(playing: false, 4000);
        Assert.Equal(6, (await pair.Ben.Next("Playback", rev: 6)).Rev());
    }

    [Fact]
    public async Task The_wheel_is_not_given_to_somebody_who_is_not_here()
    {
        await using var pair = await Pair.In(app, withBen: false);
        await pair.Amira.Client.Call("TakeWheel");
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => pair.Amira.Client.Call("GiveWheel", pair.BenId.ToString()));
        Assert.Contains("not here", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_does_while_the_news_are_cut_the_other_has_as_soon_as_they_come_again()
    {
        await using var pair = await Pair.In(app);
        Assert.Equal(1, await app.Sql<long>("""
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()
            """));
        var played = await pair.Amira.Drive(playing: true, 5000);
        Assert.Equal(played.ToJsonString(), (await pair.Ben.Next("Playback")).ToJsonString());
    }

    [Fact]
    public async Task Browsing_alone_moves_nobody_and_is_seen()
    {
        await using var pair = await Pair.In(app);
        await pair.Amira.Drive(playing: true, 1000);
        await pair.Ben.Client.Call("Follow", false);
        await pair.Ben.Loading(true, 10);
        // Nothing was held for him: this is the next command.
        Assert.Equal(2, (await pair.Amira.Drive(playing: true, 5000)).Rev());
        Assert.Equal(false, await BenFollows());
        // What a crash of the database leaves; he is back in the next round.
        await app.Sql<int>("delete from presences where person_id = @BenId", new { pair.BenId });
        await Wait.Until(() => app.Sql<bool>(
            "select exists (select from presences where person_id = @BenId)", new { pair.BenId }));
        Assert.Equal(false, await BenFollows());
        await pair.Ben.Client.Call("Follow", true);
        Assert.Equal(true, await BenFollows());

        async Task<bool?> BenFollows()
        {
            await using var another = await HubClient.Connect(pair.AmiraSignedIn);
            var people = (await another.Join(pair.Lesson))["people"]!.AsArray();
            return people.SingleOrDefault(one => one!["personId"]!.GetValue<Guid>() == pair.BenId)
                ?["following"]!.GetValue<bool>();
        }
    }

    [Fact]
    public async Task A_pointer_is_seen_by_the_other_and_at_most_ten_times_a_second()
    {
        await using var pair = await Pair.In(app);
        var since = Stopwatch.GetTimestamp();
        for (var i = 0; i < 50; i++) await pair.Amira.Client.Call("Point", Point(0.5, i / 100.0));
        // 10 a second, and a little for the unevenness of the way.
        var most = (int)(Stopwatch.GetElapsedTime(since).TotalSeconds * 12.5);
        var first = await pair.Ben.Client.Next("Pointer");
        Assert.Equal((pair.AmiraId, 0.5, 0.0), (first["personId"]!.GetValue<Guid>(),
            first["x"]!.GetValue<double>(), first["y"]!.GetValue<double>()));
        await pair.Ben.Client.Call("Ping", 1.0);
        Assert.InRange(pair.Ben.Client.HeardSoFar().Count(name => name == "Pointer"), 0, most);
        Assert.DoesNotContain("Pointer", pair.Amira.Client.HeardSoFar());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => pair.Amira.Client.Call("Point", Point(1.5, 0)));

        static JsonObject Point(double x, double y) => new() { ["x"] = x, ["y"] = y };
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1e300, 1)]
    [InlineData(1000, 0)]
    [InlineData(1000, 99)]
    public async Task A_place_or_a_speed_that_cannot_be_is_refused(double mediaMs, double rate)
    {
        await using var pair = await Pair.In(app);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Amira.Drive(true, mediaMs, rate));
        await pair.Amira.Drive(playing: true, 1000);
    }

    [Fact]
    public async Task Who_has_not_joined_moves_nothing()
    {
        var stranger = await app.Someone("Omar", school: "Hilltop");
        await using var page = await HubClient.Connect(stranger);
        foreach (var method in (string[])["TakeWheel", "AskForWheel"])
            await Assert.ThrowsAsync<InvalidOperationException>(() => page.Call(method));
        await Assert.ThrowsAsync<InvalidOperationException>(() => page.Call("Drive", new JsonObject
        {
            ["playing"] = true,
            ["mediaMs"] = 1,
            ["rate"] = 1,
        }));
    }

    [Fact]
    public async Task What_two_did_together_is_kept_in_order_and_what_one_did_alone_is_not()
    {
        await using var pair = await Pair.In(app, withBen: false);
        await pair.Amira.Drive(playing: true, 1000);
        await pair.Amira.Drive(playing: false, 2000);
        var bens = await pair.BenComes();
        await pair.Amira.Drive(playing: true, 2000);
        await bens.Drive(playing: false, 4000);
        await bens.Client.Call("TakeWheel");
        await bens.Drive(playing: false, 9000);
        await bens.Drive(playing: false, 11_000);
        await bens.Client.DisposeAsync();
        await Wait.Until(async () => (await Events()).Count == 7, otherwise: () => "not all was kept");
        Assert.Equal(
            [
                "Amira joined ", "Ben joined ", "Amira played 2000", "Ben paused 4000", "Ben took ",
                "Ben moved 11000", "Ben left ",
            ], await Events());

        var table = await pair.AmiraSignedIn.Http.GetStringAsync(
            new Uri($"/api/lessons/{pair.Lesson}/exports/room-log.csv", UriKind.Relative));
        Assert.Contains("\"Ben\",\"moved\",\"00:00:11.000\"", table, StringComparison.Ordinal);
        var recap = await pair.AmiraSignedIn.Http.GetStringAsync(
            new Uri($"/lessons/{pair.Lesson}/recap", UriKind.Relative));
        Assert.Matches("(?s)Looked at together.*Amira, Ben", recap);

        async Task<IReadOnlyList<string>> Events() => (await pair.AmiraSignedIn.Http
            .GetFromJsonAsync<JsonArray>($"/api/lessons/{pair.Lesson}/room-log"))!
            .Select(one => $"{one!["person"]!["name"]} {one["what"]} {one["atMs"]}").ToList();
    }
}
