using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>
/// Lessons that are shared with a group: who is in it sees them, on all ways, as long as that.
/// </summary>
public sealed class GroupSightTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const double WithinSeconds = 5;

    [Theory]
    [InlineData("leaves the group")]
    [InlineData("the group is removed")]
    [InlineData("withdrawn")]
    public async Task Who_loses_a_group_loses_page_media_and_room_within_five_seconds(string because)
    {
        var (amira, ben, dana) = await Three();
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, now => (string)now["state"]! == "ready");
        var (group, address) = await dana.MakeGroup($"Maths {because}", ben);
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
        await amira.ShareWithGroup(lesson, group);

        var watching = new Watching(ben, lesson);
        var segment = watching.Address(Watching.Segments(await watching.Rendition())[0]);
        await using var room = await HubClient.Connect(ben);
        await room.Join(lesson);
        Assert.NotEmpty(await ben.Http.GetByteArrayAsync(new Uri(segment, UriKind.Relative)));
        Assert.Contains("We look at questioning", await ben.Http.Read("/"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, because switch
        {
            "leaves the group" => await ben.Delete($"{address}/members/{ben.Id}"),
            "the group is removed" => await dana.Delete(address),
            _ => await amira.Delete($"/api/lessons/{lesson}/grants/groups/{group}"),
        });
        // This process has forgotten by the time it answers; the room hears of it.
        foreach (var path in (string[])[segment, $"/api/lessons/{lesson}", $"/lessons/{lesson}"])
            Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(path));
        await room.Next("Closed", WithinSeconds);
        Assert.DoesNotContain("We look at questioning", await ben.Http.Read("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sees_a_lesson_by_several_ways_has_it_once_and_may_the_most_of_them()
    {
        var (amira, ben, dana) = await Three();
        var lesson = await amira.PlanLesson();
        var (maths, _) = await dana.MakeGroup("Mathematics", ben, amira);
        var (circle, _) = await dana.MakeGroup("Questioning circle", ben);
        await amira.ShareWithGroup(lesson, maths);
        await amira.ShareWithGroup(lesson, circle, may: "annotate");
        await amira.Share(lesson, with: ben, may: "view");

        Assert.Equal("annotate", (string)(await ben.Get($"/api/lessons/{lesson}"))["may"]!);
        Assert.Single((await ben.Http.GetFromJsonAsync<JsonArray>("/api/lessons"))!);
        // She is in the group, too, and it stays her own.
        Assert.Equal("own", (string)(await amira.Get($"/api/lessons/{lesson}"))["may"]!);
        var grants = (await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!;
        Assert.Equal(["Ben", "Mathematics", "Questioning circle"], Texts(grants, one => one["name"]!));
        Assert.All(grants, one => Assert.Equal(["Ben"], Texts(one!["members"]!.AsArray(), name => name)));
        Assert.Equal(maths, grants[1]!["groupId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Who_comes_into_a_group_sees_what_is_shared_with_it_until_it_ends()
    {
        var (amira, ben, dana) = await Three();
        var lesson = await amira.PlanLesson();
        var (group, address) = await dana.MakeGroup("Science");
        await amira.ShareWithGroup(lesson, group);
        Assert.Equal(HttpStatusCode.NoContent, await dana.Put($"{address}/members/{ben.Id}"));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));
        // Dana looks after the group and is not in it.
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
        await app.Sql<int>(
            "update group_grants set until_at = now() where lesson_id = @lesson", new { lesson });
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task A_lesson_is_shared_by_its_owner_alone_and_with_groups_of_its_school_alone()
    {
        var (amira, ben, dana) = await Three();
        var lesson = await amira.PlanLesson();
        var (ours, _) = await dana.MakeGroup("History", ben);
        var hilltop = await app.Someone("Hal", "Hilltop", "coordinator");
        var (theirs, _) = await hilltop.MakeGroup("History");
        var body = new { may = "view", reason = "x" };

        foreach (var (who, group) in ((SignedIn, Guid)[])
            [(amira, theirs), (amira, Guid.CreateVersion7()), (dana, ours), (ben, ours), (hilltop, theirs)])
            Assert.Equal(HttpStatusCode.NotFound,
                await who.Put($"/api/lessons/{lesson}/grants/groups/{group}", body));
        Assert.Empty((await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!);
    }

    private static IEnumerable<string> Texts(JsonArray all, Func<JsonNode, JsonNode> one) =>
        all.Select(node => (string)one(node!)!);

    private async Task<(SignedIn Amira, SignedIn Ben, SignedIn Dana)> Three() => (
        await app.Someone("Amira"), await app.Someone("Ben"), await app.Someone("Dana", role: "coordinator"));
}
