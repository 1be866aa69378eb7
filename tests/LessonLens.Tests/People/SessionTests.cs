using System.Net;
using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class SessionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Signing_out_ends_this_session_at_once_and_no_other()
    {
        var phone = await app.Someone("Amira");
        var laptop = await SignedIn.To(app.Address, phone.Email);
        var film = $"/media/lessons/{Guid.CreateVersion7()}/original";
        Assert.Equal(HttpStatusCode.NotFound, await phone.StatusOf(film));
        var answer = await phone.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.StartsWith("lessonlens=;", answer.Headers.GetValues("Set-Cookie").Single());

        // The phone's client still sends the cookie, as a thief would.
        Assert.False(await IsSignedIn(phone));
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusOf(film));
        Assert.True(await IsSignedIn(laptop));
        answer = await phone.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_begins_a_new_session_and_ends_the_one_before()
    {
        var amira = await app.Someone("Amira");
        var again = await amira.Http.PostAsJsonAsync(
            "/api/session", new { email = amira.Email, password = LessonLensApp.Password });
        Assert.DoesNotContain(amira.Cookie, again.Headers.GetValues("Set-Cookie").Single(),
            StringComparison.Ordinal);
        Assert.False(await IsSignedIn(amira));
    }

    [Fact]
    public async Task Only_the_hash_of_a_cookie_is_stored()
    {
        var amira = await app.Someone("Amira");
        var token = amira.Cookie.Split('=')[1];
        Assert.Equal(0, await app.Sql<int>("""
            select count(*) from sessions
            where encode(token_hash, 'escape') like @part or encode(token_hash, 'hex') like @part
            """, new { part = $"%{token[..8]}%" }));
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_without_a_request()
    {
        var amira = await app.Someone("Amira");
        app.Clock.Advance(TimeSpan.FromHours(7.9));
        Assert.True(await IsSignedIn(amira));
        app.Clock.Advance(TimeSpan.FromHours(7.9));
        Assert.True(await IsSignedIn(amira));
        app.Clock.Advance(TimeSpan.FromHours(8.1));
        Assert.False(await IsSignedIn(amira));
    }

    [Fact]
    public async Task A_session_ends_after_seven_days_however_busy()
    {
        var amira = await app.Someone("Amira");
        for (var hours = 0; hours < 7 * 24 - 6; hours += 6)
        {
            app.Clock.Advance(TimeSpan.FromHours(6));
            Assert.True(await IsSignedIn(amira));
        }

        app.Clock.Advance(TimeSpan.FromHours(6));
        Assert.False(await IsSignedIn(amira));
    }

    [Fact]
    public async Task A_page_that_lies_open_does_not_keep_a_session_alive()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await using var open = await EventStream.Of(amira);
        await open.NextRecording();
        for (var hours = 0; hours < 10; hours += 5)
        {
            app.Clock.Advance(TimeSpan.FromHours(5));
            await app.Sql<string>("select pg_notify('lessonlens', @news)",
                new { news = $"recording:{lesson}" });
            if (hours == 0) await open.NextRecording();
        }

        Assert.False(await IsSignedIn(amira));
        await open.Ends();
    }

    private static async Task<bool> IsSignedIn(SignedIn person) =>
        await person.StatusOf("/api/me") == HttpStatusCode.OK;
}
