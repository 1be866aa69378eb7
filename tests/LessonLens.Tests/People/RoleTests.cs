using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>What an administrator's programs do with the people of the school.</summary>
public sealed class RoleTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private readonly string _school = $"School {Guid.NewGuid():N}";

    [Fact]
    public async Task An_administrator_says_what_somebody_is_in_the_school()
    {
        var (dana, ben) = await Two();
        var people = $"{await dana.School()}/people";
        Assert.Equal(HttpStatusCode.NoContent,
            await dana.Put($"{people}/{ben.Id}/roles", Roles("coordinator", "teacher")));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf("/people/groups"));
        var listed = (await dana.Http.GetFromJsonAsync<JsonArray>(people))!;
        Assert.Equal(["Ben", "Dana"], listed.Select(one => (string)one!["name"]!));
        Assert.Equal(["coordinator", "teacher"],
            listed[0]!["roles"]!.AsArray().Select(role => (string)role!));
        foreach (var wrong in (string[][])[[], ["head"], ["teacher", ""]])
            Assert.Equal(HttpStatusCode.BadRequest,
                await dana.Put($"{people}/{ben.Id}/roles", Roles(wrong)));
        Assert.Equal(2, await app.Sql<int>(
            "select count(*) from memberships where person_id = @Id", new { ben.Id }));
    }

    [Fact]
    public async Task A_school_keeps_an_administrator_who_can_sign_in()
    {
        var (dana, ben) = await Two();
        var people = $"{await dana.School()}/people";
        var dismiss = $"{people}/{dana.Id}/roles";
        Assert.Equal(HttpStatusCode.Conflict, await dana.Put(dismiss, Roles("teacher")));
        await dana.Put($"{people}/{ben.Id}/roles", Roles("admin"));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put($"{people}/{ben.Id}/disabled"));
        Assert.Equal(HttpStatusCode.Conflict, await dana.Put(dismiss, Roles("teacher")));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Delete($"{people}/{ben.Id}/disabled"));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put(dismiss, Roles("teacher")));
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf("/people"));
    }

    [Fact]
    public async Task Two_administrators_who_take_each_others_place_away_at_once_leave_one()
    {
        for (var time = 0; time < 5; time++)
        {
            var school = $"{_school} {time}";
            var dana = await app.Someone("Dana", school, "admin");
            var eva = await app.Someone("Eva", school, "admin");
            var people = $"{await dana.School()}/people";
            var how = time % 2 == 0 ? "roles" : "disabled";
            await Task.WhenAll(
                dana.Put($"{people}/{eva.Id}/{how}", how == "roles" ? Roles("teacher") : null),
                eva.Put($"{people}/{dana.Id}/{how}", how == "roles" ? Roles("teacher") : null));
            Assert.Equal(1, await app.Sql<int>("""
                select count(*) from memberships m join people p on p.id = m.person_id
                where m.role = 'admin' and p.disabled_at is null
                    and m.school_id = (select id from schools where name = @school)
                """, new { school }));
        }
    }

    [Fact]
    public async Task A_program_invites_into_a_school_and_its_groups_and_takes_it_back()
    {
        var (dana, _) = await Two();
        var school = await dana.School();
        var (group, _) = await dana.MakeGroup("Languages");
        var email = $"eva.{Guid.NewGuid():N}@school.example";
        var ask = new { name = "Eva Lind", email, roles = Names("teacher"), groups = new[] { group } };
        var invited = await dana.Http.PostAsJsonAsync($"{school}/invitations", ask);
        Assert.Equal(HttpStatusCode.Created, invited.StatusCode);
        var link = new Uri((string)(await SignedIn.Json(invited))["link"]!).AbsolutePath;
        await app.NewClient().Submit(link, ("next", "seven grey pigeons"));
        var eva = await SignedIn.To(app.Address, email, "seven grey pigeons");
        var groups = (await eva.Http.GetFromJsonAsync<JsonArray>($"{school}/groups"))!;
        Assert.Equal("Eva Lind", (string)groups[0]!["members"]![0]!["name"]!);
        var again = await dana.Http.PostAsJsonAsync($"{school}/invitations", ask);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        await dana.Http.PostAsJsonAsync($"{school}/invitations", ask with { email = "f@school.example" });
        var open = (await dana.Http.GetFromJsonAsync<JsonArray>($"{school}/invitations"))!;
        await dana.Delete($"{school}/invitations/{(string)Assert.Single(open)!["id"]!}");
        Assert.Empty((await dana.Http.GetFromJsonAsync<JsonArray>($"{school}/invitations"))!);
    }

    [Fact]
    public async Task The_end_of_the_schools_year_is_the_end_of_what_is_shared()
    {
        var (dana, ben) = await Two();
        var (year, lesson) = ($"{await dana.School()}/year", await ben.PlanLesson());
        Assert.Equal(HttpStatusCode.BadRequest, await dana.Put(year, new { endsMonth = 2, endsDay = 29 }));
        Assert.Equal(HttpStatusCode.NotFound, await ben.Put(year, new { endsMonth = 6, endsDay = 30 }));
        // Twenty days are too few to be meant.
        var soon = app.Clock.GetUtcNow().UtcDateTime.Date.AddDays(20);
        Assert.Equal(HttpStatusCode.NoContent,
            await dana.Put(year, new { endsMonth = soon.Month, endsDay = Math.Min(soon.Day, 28) }));
        Assert.Equal(soon.Month, (int)(await dana.Get(year))["endsMonth"]!);
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(year));
        await ben.Share(lesson, with: dana);
        var grant = (await ben.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))![0]!;
        var until = grant["until"]!.GetValue<DateTime>().ToUniversalTime();
        Assert.Equal(new DateTime(soon.Year + 1, soon.Month, Math.Min(soon.Day, 28)).AddDays(1), until);

        // What is kept ends with the same day, and the page on keeping sets it too.
        await dana.Http.Submit("/keeping?handler=Rule", ("school", year.Split('/')[^2]), ("keptYears", "0"),
            ("mostKeptYears", "1"), ("endsMonth", "6"), ("endsDay", "30"));
        var kept = await ben.Get($"/api/lessons/{await ben.PlanLesson()}/retention");
        Assert.StartsWith("07-01", $"{kept["endsAt"]!.GetValue<DateTime>():MM-dd}", StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", await dana.Http.Read("/keeping"), StringComparison.Ordinal);
        // What is refused stays written.
        var refused = await dana.Http.Submit("/keeping?handler=Rule", ("school", year.Split('/')[^2]),
            ("keptYears", "7"), ("mostKeptYears", "5"), ("endsMonth", "6"), ("endsDay", "29"));
        var page = await refused.Content.ReadAsStringAsync();
        Assert.All((string[])["7", "5", "29"],
            value => Assert.Contains($"value=\"{value}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Among_many_people_somebody_is_found_by_a_part_of_the_name_whatever_its_accents()
    {
        var school = $"School {Guid.NewGuid():N}";
        var dana = await app.Someone("Dana", school, "admin");
        var zoe = await app.Someone("Zoë Ångström", school);
        var ben = await app.Someone("Ben", school);
        var found = await dana.Http.Read("/people?q=angstr");
        Assert.Contains(zoe.Email, found, StringComparison.Ordinal);
        Assert.DoesNotContain(ben.Email, found, StringComparison.Ordinal);
        Assert.Contains("Nobody has that", await dana.Http.Read("/people?q=nowhere"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_its_administrators_has_the_people_of_a_school()
    {
        var (dana, ben) = await Two();
        var school = await dana.School();
        var hal = await app.Someone("Hal", "Hilltop", "admin");
        foreach (var stranger in (SignedIn[])[ben, hal])
        {
            foreach (var path in (string[])["people", "invitations"])
                Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusOf($"{school}/{path}"));
            Assert.Equal(HttpStatusCode.NotFound,
                await stranger.Put($"{school}/people/{ben.Id}/roles", Roles("admin")));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Put($"{school}/people/{dana.Id}/disabled"));
            var invited = await stranger.Http.PostAsJsonAsync($"{school}/invitations",
                new { name = "x", email = "x@school.example", roles = Names("admin") });
            Assert.Equal(HttpStatusCode.NotFound, invited.StatusCode);
        }

        // Nor by the way of one's own school.
        Assert.Equal(HttpStatusCode.NotFound,
            await hal.Put($"{await hal.School()}/people/{ben.Id}/roles", Roles("teacher")));
    }

    private static object Roles(params string[] roles) => new { roles };

    private static string[] Names(params string[] names) => names;

    private async Task<(SignedIn Dana, SignedIn Ben)> Two() =>
        (await app.Someone("Dana", _school, "admin"), await app.Someone("Ben", _school));
}
