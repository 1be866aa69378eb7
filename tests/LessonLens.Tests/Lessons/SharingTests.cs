using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class SharingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_new_lesson_is_its_owners_alone()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var dana = await app.Someone("Dana", role: "admin");
        var omar = await app.Someone("Omar", school: "Hilltop");
        var lesson = await amira.PlanLesson();

        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf($"/api/lessons/{lesson}"));
        foreach (var other in (SignedIn[])[ben, dana, omar])
            Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task A_colleague_sees_a_lesson_from_the_grant_until_it_is_withdrawn()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var lesson = await amira.PlanLesson();

        await amira.Share(lesson, with: ben);
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));

        await amira.Withdraw(lesson, from: ben);
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
    }
}
