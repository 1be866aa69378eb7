using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Dapper;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.Reviews;

/// <summary>Two people in one room, over the hub as a page uses it.</summary>
public sealed class RoomTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Who_joins_learns_where_the_conversation_is_and_who_is_here()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        await using var amirasPage = await HubClient.Connect(amira);
        await amirasPage.Join(lesson);
        await using var bensPage = await HubClient.Connect(ben);
        var room = await bensPage.Join(lesson);

        Assert.Equal(1, room["seq"]!.GetValue<long>());
        Assert.Equal(["Amira", "Ben"], room["people"]!.AsArray()
            .Select(one => one!["name"]!.GetValue<string>()));
        Assert.True(room["serverMs"]!.GetValue<double>() > 0);
        Assert.True(room.ContainsKey("playback"));
    }

    [Fact]
    public async Task A_draft_is_news_to_its_author_alone()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var amirasPage = await HubClient.Connect(amira);
        await amirasPage.Join(lesson);
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(lesson);
        var (draft, shared) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ben.WriteNote(lesson, draft, draft: true);
        await ben.WriteNote(lesson, shared);

        Assert.Equal(draft, (await bensPage.Next("Changed"))["id"]!.GetValue<Guid>());
        Assert.Equal(shared, (await amirasPage.Next("Changed"))["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_restated_question_is_heard_in_the_room_and_found_by_whoever_missed_it()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(lesson);
        Assert.Equal(0, await FocusVersion());

        foreach (var (focus, version) in (IEnumerable<(string, int)>)[("Who talks?", 1), ("Who thinks?", 2)])
        {
            // Said again it is no news.
            foreach (var _ in (int[])[1, 2])
                await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus });
            var notice = await bensPage.Next("Changed");
            Assert.Equal((version, "focus", lesson), (notice["seq"]!.GetValue<int>(),
                notice["kind"]!.GetValue<string>(), notice["id"]!.GetValue<Guid>()));
            Assert.Equal(version, await FocusVersion());
        }

        async Task<int> FocusVersion() =>
            (int)(await ben.Get($"/api/lessons/{lesson}/annotations?after=0"))["focusVersion"]!;
    }

    [Fact]
    public async Task Everybody_sees_who_comes_and_goes_once_however_many_windows_they_have()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var amirasPage = await HubClient.Connect(amira);
        await amirasPage.Join(lesson);
        Assert.Equal(["Amira"], await People());
        await using (var bensPage = await HubClient.Connect(ben))
        {
            await bensPage.Join(lesson);
            Assert.Equal(["Amira", "Ben"], await People());
            await using var bensPhone = await HubClient.Connect(ben);
            await bensPhone.Join(lesson);
            Assert.Equal(["Amira", "Ben"], await People());
            await bensPhone.Call("Leave");
            Assert.Equal(["Amira", "Ben"], await People());
        }

        Assert.Equal(["Amira"], await People());

        async Task<IEnumerable<string>> People() => (await amirasPage.Next("People")).AsArray()
            .Select(one => one!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whoever_is_gone_before_the_room_has_let_them_in_is_not_there()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var amirasPage = await HubClient.Connect(amira);
        await amirasPage.Join(lesson);
        await using var bensPage = await HubClient.Connect(ben);
        Task joining;
        await using (var busy = new NpgsqlConnection(app.ConnectionString))
        {
            await busy.OpenAsync();
            await using var change = await busy.BeginTransactionAsync();
            await busy.ExecuteAsync("lock table lessons");
            joining = bensPage.Join(lesson);
            await Wait.Until(BenWaits);
            await bensPage.HangUp();
            await Assert.ThrowsAsync<IOException>(() => joining);
        }

        await Wait.Until(async () => await app.Sql<bool>(
            "select exists (select from room_events where person_id = @Id)", new { ben.Id }));
        await Wait.Until(async () => (await amirasPage.Join(lesson))["people"]!.AsArray().Count == 1);

        // Whoever looks after the room may wait as well, and first.
        Task<bool> BenWaits() => app.Sql<bool>("""
            select exists (select from pg_stat_activity
                where wait_event_type = 'Lock' and datname = current_database()
                    and query like 'select may from visible_lessons%')
            """);
    }

    [Fact]
    public async Task A_room_of_somebody_elses_lesson_is_not_there()
    {
        var (amira, _, lesson) = await AmiraAndBen();
        var omar = await app.Someone("Omar", school: "Hilltop");
        await using var page = await HubClient.Connect(omar);
        var foreign = await Assert.ThrowsAsync<InvalidOperationException>(() => page.Join(lesson));
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(
            () => page.Join(Guid.CreateVersion7()));
        Assert.Equal(missing.Message, foreign.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => page.Call("Join", "not an id"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => page.Call("Join"));

        await amira.WriteNote(lesson, Guid.CreateVersion7());
        Assert.NotNull(await page.Call("Ping", 1.0));
        Assert.Empty(page.HeardSoFar());
    }

    [Fact]
    public async Task From_the_withdrawal_on_nothing_more_is_heard()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(lesson);
        await amira.Withdraw(lesson, from: ben);
        Assert.NotEmpty((await bensPage.Next("Closed", withinSeconds: 5))["reason"]!.GetValue<string>());

        await using var amirasPage = await HubClient.Connect(amira);
        await amirasPage.Join(lesson);
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        await amirasPage.Next("Changed");
        Assert.NotNull(await bensPage.Call("Ping", 1.0));
        Assert.DoesNotContain("Changed", bensPage.HeardSoFar());
        await Assert.ThrowsAsync<InvalidOperationException>(() => bensPage.Join(lesson));
    }

    [Fact]
    public async Task A_grant_that_runs_out_closes_the_room_though_nobody_withdrew_it()
    {
        var (_, ben, lesson) = await AmiraAndBen();
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(lesson);
        await app.Sql<int>("update grants set until_at = now() where lesson_id = @lesson", new { lesson });
        await bensPage.Next("Closed", withinSeconds: 6);
    }

    [Fact]
    public async Task Who_signs_out_has_left_the_room_within_five_seconds()
    {
        var (amira, ben, lesson) = await AmiraAndBen();
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(lesson);
        await ben.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        // Refused, or the line is gone already.
        await Assert.ThrowsAnyAsync<Exception>(() => bensPage.Join(lesson));
        await bensPage.Ended(withinSeconds: 5);

        await using var amirasPage = await HubClient.Connect(amira);
        await Wait.Until(async () => (await amirasPage.Join(lesson))["people"]!.AsArray().Count == 1);
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Connect(ben));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task A_foreign_page_gets_no_live_line(string? origin, HttpStatusCode expected)
    {
        var amira = await app.Someone("Amira");
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", amira.Cookie);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://{app.Address.Authority}/hubs/review"),
                CancellationToken.None));
        Assert.Equal(expected, socket.HttpStatusCode);
    }

    private async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> AmiraAndBen()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        return (amira, ben, lesson);
    }
}
