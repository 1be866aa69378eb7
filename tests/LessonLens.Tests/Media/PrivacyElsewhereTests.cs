using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>What is taken away in one process is soon gone in the others.</summary>
[Collection(nameof(Alone))]
public sealed class PrivacyElsewhereTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_was_just_watched_is_gone_within_five_seconds_in_every_process()
    {
        var (here, elsewhere) = (await server.Start(), await server.Start());
        var amira = await server.Someone(here, "Amira");
        var lesson = await amira.PlanLesson();
        await amira.Upload(lesson, new byte[1000]);
        var film = new Uri($"/media/lessons/{lesson}/original", UriKind.Relative);
        using var there = LessonLensApp.NewClient(elsewhere.Address);
        there.DefaultRequestHeaders.Add("Cookie", amira.Cookie);
        Assert.Equal(HttpStatusCode.OK, await Seen());

        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf(film.ToString()));
        await Wait.Until(async () => await Seen() == HttpStatusCode.NotFound, 5);

        await amira.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, await amira.StatusOf(film.ToString()));
        await Wait.Until(async () => await Seen() == HttpStatusCode.Unauthorized, 5);

        async Task<HttpStatusCode> Seen() => (await there.GetAsync(film)).StatusCode;
    }
}
