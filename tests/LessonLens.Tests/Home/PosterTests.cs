using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Home;

public sealed class PosterTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_lesson_is_recognised_by_its_picture_long_before_everything_is_made()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var poster = $"/media/lessons/{lesson}/poster.jpg";
        Assert.DoesNotContain(poster, await Home(amira), StringComparison.Ordinal);

        await amira.UploadFile(lesson, await TestRecordings.SlowToMake);
        await Wait.Until(async () => await amira.StatusOf(poster) == HttpStatusCode.OK, withinSeconds: 120);
        var page = await Home(amira);
        var recording = (await amira.Get($"/api/lessons/{lesson}"))["recording"]!;

        Assert.Equal("processing", (string?)recording["state"]);
        Assert.Contains(poster, page, StringComparison.Ordinal);
    }

    private static Task<string> Home(SignedIn person) =>
        person.Http.GetStringAsync(new Uri("/", UriKind.Relative));
}
