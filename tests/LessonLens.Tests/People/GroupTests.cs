using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class GroupTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_coordinator_makes_renames_and_removes_groups_that_all_of_the_school_see()
    {
        var dana = await app.Someone("Dana", role: "coordinator");
        var ben = await app.Someone("Ben");
        var (_, address) = await dana.MakeGroup("Mathematics", ben);
        var (_, other) = await dana.MakeGroup("English");
        Assert.Equal(HttpStatusCode.Conflict, await dana.Put(other, Named("mathematics")));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put(address, Named(" Number ", "community")));

        var seen = await Groups(ben);
        Assert.Equal(["English", "Number"], seen.Select(one => (string)one!["name"]!));
        Assert.Equal("community", (string)seen[1]!["kind"]!);
        Assert.Equal("Ben", (string)seen[1]!["members"]![0]!["name"]!);
        for (var time = 0; time < 2; time++)
            Assert.Equal(HttpStatusCode.NoContent, await dana.Delete(address));
        Assert.Equal(["English"], (await Groups(ben)).Select(one => (string)one!["name"]!));
    }

    [Fact]
    public async Task Nobody_else_changes_a_group_and_another_school_does_not_see_it()
    {
        var dana = await app.Someone("Dana", "Lakeside", role: "admin");
        var ben = await app.Someone("Ben", "Lakeside");
        var hal = await app.Someone("Hal", "Hilltop", role: "coordinator");
        var (id, address) = await dana.MakeGroup("Art");
        foreach (var stranger in (SignedIn[])[ben, hal])
        {
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Put(address, Named("Mine")));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Put($"{address}/members/{stranger.Id}"));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Delete($"{address}/members/{dana.Id}"));
            Assert.Equal(HttpStatusCode.NotFound, await stranger.Delete(address));
        }

        Assert.Equal(HttpStatusCode.NotFound, await hal.StatusOf($"{await dana.School()}/groups"));
        // By the way of his own school he reaches neither the group nor its people.
        var byHis = $"{await hal.School()}/groups/{id}";
        Assert.Equal(HttpStatusCode.NotFound, await hal.Put(byHis, Named("Mine")));
        Assert.Equal(HttpStatusCode.NoContent, await hal.Delete(byHis));
        Assert.Equal(HttpStatusCode.NotFound, await dana.Put($"{address}/members/{hal.Id}"));
        Assert.Equal("Art", (string)Assert.Single(await Groups(dana))!["name"]!);
    }

    [Fact]
    public async Task Who_looks_after_groups_lets_others_in_and_never_themselves()
    {
        var (amira, dana, corin) = (await app.Someone("Amira", "Woodland"),
            await app.Someone("Dana", "Woodland", "admin"),
            await app.Someone("Corin", "Woodland", "coordinator"));
        var (group, address) = await dana.MakeGroup("Geography", amira);
        // As long as nothing is shared with it, it is theirs to be in.
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put($"{address}/members/{dana.Id}"));
        Assert.Equal(HttpStatusCode.NoContent, await dana.Delete($"{address}/members/{dana.Id}"));
        var lesson = await amira.PlanLesson();
        await amira.ShareWithGroup(lesson, group);
        var school = (await dana.School()).ToString().Split('/')[^1];
        foreach (var keeper in (SignedIn[])[dana, corin])
        {
            using var byHand = await keeper.Http.PutAsync(
                new Uri($"{address}/members/{keeper.Id}", UriKind.Relative), null);
            Assert.Contains("themselves", await Problem.TitleOf(byHand, HttpStatusCode.NotFound));
            using var onPage = await keeper.Http.Submit("/people/groups?handler=Add",
                ("school", school), ("group", $"{group}"), ("person", $"{keeper.Id}"));
            Assert.Equal(HttpStatusCode.NotFound, onPage.StatusCode);
            Assert.DoesNotContain($"<option value=\"{keeper.Id}\"", await keeper.Http.Read("/people/groups"));
            Assert.Equal(HttpStatusCode.NotFound, await keeper.StatusOf($"/api/lessons/{lesson}"));
        }

        Assert.Equal(HttpStatusCode.NoContent, await dana.Put($"{address}/members/{corin.Id}"));
        Assert.Equal(HttpStatusCode.OK, await corin.StatusOf($"/api/lessons/{lesson}"));
    }

    private static object Named(string name, string kind = "department") => new { kind, name };

    private static async Task<JsonArray> Groups(SignedIn person) =>
        (await person.Http.GetFromJsonAsync<JsonArray>($"{await person.School()}/groups"))!;
}
