using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.Lessons;

public sealed class DepartureTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private readonly string _school = $"School {Guid.NewGuid():N}";

    [Fact]
    public async Task Who_leaves_hands_over_to_a_colleague_who_agrees_and_sees_nothing_of_the_school()
    {
        var (dana, amira, ben) = await Three();
        var eva = await app.Someone("Eva", _school);
        var (mine, bens) = (await amira.PlanLesson("Hers"), await ben.PlanLesson("His"));
        await amira.Share(mine, with: eva);
        await amira.Share(mine, with: ben, may: "view");
        await ben.Share(bens, with: amira);
        var (group, _) = await dana.MakeGroup("Maths", amira);
        var other = await ben.PlanLesson("By the group");
        await ben.ShareWithGroup(other, group);
        await using var room = await HubClient.Connect(amira);
        await room.Join(other);
        var place = await PlaceOf(amira);

        Assert.Equal(HttpStatusCode.Conflict, await amira.Put(place, new { }));
        Assert.Equal(HttpStatusCode.NoContent, await amira.Put(place, HandOver(ben)));
        Assert.Equal(1, (int)(await ben.Get(place))["lessons"]!);
        // Until he agrees nothing has changed.
        Assert.Equal("own", (string)(await amira.Get($"/api/lessons/{mine}"))["may"]!);
        Assert.Contains("asks you to take lessons on", await ben.Http.Read("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await ben.Put($"{place}/agreement", To(ben)));

        foreach (var lesson in (Guid[])[mine, bens, other])
            Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf($"/api/lessons/{lesson}"));
        await room.Next("Closed", 5);
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf(place));
        Assert.Empty((await amira.Get("/api/me"))["memberships"]!.AsArray());
        Assert.Equal("own", (string)(await ben.Get($"/api/lessons/{mine}"))["may"]!);
        Assert.Equal(HttpStatusCode.OK, await eva.StatusOf($"/api/lessons/{mine}"));
        var grants = (await ben.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{mine}/grants"))!;
        Assert.Equal("Eva", (string)Assert.Single(grants)!["name"]!);
        var plan = await amira.Http.PostAsJsonAsync("/api/lessons", new { title = "In no school" });
        Assert.InRange((int)plan.StatusCode, 400, 499);
    }

    [Fact]
    public async Task An_administrator_gives_nobodys_lessons_away_and_deletes_none_while_they_can_sign_in()
    {
        var (dana, amira, ben) = await Three();
        var lesson = await amira.PlanLesson();
        var place = await PlaceOf(amira);
        Assert.Equal(HttpStatusCode.Conflict, await dana.Put(place, new { lessons = "delete" }));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put(place, HandOver(ben)));
        Assert.Equal(HttpStatusCode.NoContent, await ben.Put($"{place}/agreement", To(ben)));
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.NotFound, await dana.Put($"{place}/agreement", To(ben)));
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.NoContent, await amira.Put($"{place}/agreement", To(ben)));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf($"/api/lessons/{lesson}"));
        // Ben has no more than his own to lose, and Dana nobody to follow her.
        Assert.Equal(HttpStatusCode.Conflict, await dana.Put(await PlaceOf(dana), new { }));
    }

    [Fact]
    public async Task What_is_deleted_in_leaving_is_not_taken_back()
    {
        var (_, amira, ben) = await Three();
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        Assert.Equal(
            HttpStatusCode.NoContent, await amira.Put(await PlaceOf(amira), new { lessons = "delete" }));
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
        await amira.Delete($"/api/lessons/{lesson}/deletion");
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task A_departure_is_nothing_of_anybody_elses_and_is_called_off_by_those_whose_it_is()
    {
        var (_, amira, ben) = await Three();
        var hal = await app.Someone("Hal", "Hilltop", "admin");
        var lesson = await amira.PlanLesson();
        var place = await PlaceOf(amira);
        Assert.Equal(HttpStatusCode.Conflict, await amira.Put(place, HandOver(hal)));
        Assert.Equal(HttpStatusCode.Conflict, await amira.Put(place, HandOver(amira)));
        foreach (var stranger in (SignedIn[])[ben, hal])
        {
            Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusOf(place));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Put(place, HandOver(stranger)));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Put($"{place}/agreement", To(stranger)));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Delete(place));
        }

        await amira.Put(place, HandOver(ben));
        Assert.Equal(HttpStatusCode.NoContent, await ben.Delete(place));
        Assert.Equal(HttpStatusCode.NotFound, await ben.Put($"{place}/agreement", To(ben)));
        Assert.Equal("own", (string)(await amira.Get($"/api/lessons/{lesson}"))["may"]!);
    }

    [Fact]
    public async Task Whoever_agrees_says_to_whom_and_no_other_takes_that_place_meanwhile()
    {
        var (dana, amira, ben) = await Three();
        var lesson = await amira.PlanLesson();
        var place = await PlaceOf(amira);
        await dana.Put(place, HandOver(ben));
        // On her page, which lies open, it is Ben still.
        await dana.Put(place, HandOver(dana));
        Assert.Equal(HttpStatusCode.Conflict, await amira.Put($"{place}/agreement", To(ben)));
        await dana.Put($"{place}/agreement", To(dana));
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
        var page = await amira.Http.Submit($"{PageOf(place)}?handler=Agree", ("heir", $"{ben.Id}"));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal("own", (string)(await amira.Get($"/api/lessons/{lesson}"))["may"]!);
        Assert.Equal(HttpStatusCode.NoContent, await amira.Put($"{place}/agreement", To(dana)));
        Assert.Equal("own", (string)(await dana.Get($"/api/lessons/{lesson}"))["may"]!);
    }

    [Fact]
    public async Task Only_colleagues_of_the_school_are_offered_what_is_left_there()
    {
        var (_, amira, ben) = await Three();
        await amira.PlanLesson();
        var place = await PlaceOf(amira);
        var omar = await app.Someone("Omar", $"Also {_school}");
        await app.Sql<int>("""
            insert into memberships (person_id, school_id, role)
            select @Id, id, 'teacher' from schools where name = @also
            """, new { amira.Id, also = $"Also {_school}" });
        var page = await amira.Http.Read(PageOf(place));
        Assert.Contains($"value=\"{ben.Id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{omar.Id}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_put_into_a_group_while_they_leave_is_not_in_it_afterwards()
    {
        var (dana, amira, _) = await Three();
        var (group, address) = await dana.MakeGroup("Maths");
        await using var other = new NpgsqlConnection(app.ConnectionString);
        await other.OpenAsync();
        await using var holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from groups where id = @group for update", new { group });
        // It has seen that she is of the school, and waits for the group.
        var adding = dana.Put($"{address}/members/{amira.Id}");
        await Wait.Until(() => app.Sql<bool>("""
            select exists (select from pg_stat_activity where @holder = any(pg_blocking_pids(pid)))
            """, new { holder = other.ProcessID }));
        var leaving = amira.Put(await PlaceOf(amira), new { });
        await Wait.Until(async () => leaving.IsCompleted || await TwoWait());
        await holding.RollbackAsync();
        Assert.Equal(HttpStatusCode.NoContent, await adding);
        Assert.Equal(HttpStatusCode.NoContent, await leaving);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from group_members where person_id = @Id", new { amira.Id }));

        // For her who leaves it is enough if she waits for who waits for us.
        Task<bool> TwoWait() => app.Sql<bool>("""
            select count(*) > 1 from pg_stat_activity
            where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0
            """);
    }

    private static object To(SignedIn heir) => new { heirId = heir.Id };

    private static object HandOver(SignedIn heir) => new { lessons = "handOver", heirId = heir.Id };

    private static string PageOf(string place) =>
        place.Replace("/api/schools", "/leaving").Replace("/people", "").Replace("/departure", "");

    private static async Task<string> PlaceOf(SignedIn person) =>
        $"{await person.School()}/people/{person.Id}/departure";

    private async Task<(SignedIn Dana, SignedIn Amira, SignedIn Ben)> Three() => (
        await app.Someone("Dana", _school, "admin"), await app.Someone("Amira", _school),
        await app.Someone("Ben", _school));
}
