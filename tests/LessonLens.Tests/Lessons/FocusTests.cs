using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class FocusTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Every_version_of_the_question_is_kept_with_its_date()
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        var path = $"/api/lessons/{lesson}/focuses";
        Assert.Empty((await amira.Http.GetFromJsonAsync<JsonArray>(path))!);

        foreach (var focus in (string[])["Who talks?", " Who talks? ", "Who thinks?", ""])
            await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus });
        await amira.Share(lesson, ben, "view");

        var versions = (await ben.Http.GetFromJsonAsync<JsonArray>(path))!;
        Assert.Equal([(1, "Who talks?"), (2, "Who thinks?"), (3, "")],
            versions.Select(one => ((int)one!["version"]!, (string)one["text"]!)));
        Assert.All(versions, one => Assert.Equal("Amira Haddad", (string?)one!["writtenBy"]!["name"]));
        Assert.All(versions, one =>
            Assert.EndsWith("Z", (string)one!["writtenAt"]!, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, await (await app.Someone("Omar")).StatusOf(path));
    }
}
