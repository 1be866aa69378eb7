using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

/// <summary>Apart from the tests that set a clock ahead, which another process has not.</summary>
public sealed class VisitsTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_visit_over_two_web_processes_is_one()
    {
        var (amira, ben) = (await app.Someone("Amira"), await app.Someone("Ben"));
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await using var other = new ServerProcess("web", app.ConnectionString, app.DataFolder);
        await other.Start();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(one =>
            (one % 2 == 0 ? ben : ben.Over(other.Address)).StatusOf($"/api/lessons/{lesson}")));
        var log = (await amira.Get($"/api/lessons/{lesson}/access-log"))["entries"]!.AsArray();
        Assert.Equal([ben.Id], log.Where(one => (string?)one!["act"] == "lesson.opened")
            .Select(one => (Guid)one!["who"]!["id"]!));
    }
}
