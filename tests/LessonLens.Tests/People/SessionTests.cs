using System.Net;
using System.Net.Http.Json;
using LessonLens.People;
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
        Assert.DoesNotContain(amira.Cookie, again.Headers.GetValues("Set-Cookie").First(),
            StringComparison.Ordinal);
        Assert.False(await IsSignedIn(amira));
    }

    [Fact]
    public async Task A_page_of_whoever_used_the_browser_before_does_nothing_in_the_name_of_the_next()
    {
        var (amira, ben) = (await app.Someone("Amira"), await app.Someone("Ben"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PlansOnPageOf(amira));
        const string Owned = "select count(*) from lessons where owner_id = @Id";
        Assert.Equal(0, await app.Sql<int>(Owned, new { ben.Id }));
        Assert.Equal(HttpStatusCode.Created, await PlansOnPageOf(ben));

        async Task<HttpStatusCode> PlansOnPageOf(SignedIn person)
        {
            using var plan = new HttpRequestMessage(HttpMethod.Post, "/api/lessons");
            plan.Content = JsonContent.Create(new { title = "Fractions" });
            plan.Headers.Add("LessonLens-Person", person.Id.ToString());
            return (await ben.Http.SendAsync(plan)).StatusCode;
        }
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

    [Fact]
    public async Task Somebody_sees_where_they_are_signed_in_and_ends_a_session_elsewhere()
    {
        var laptop = await app.Someone("Amira");
        var phone = await SignedIn.To(app.Address, laptop.Email);
        var tablet = await SignedIn.To(app.Address, laptop.Email);
        var mine = await laptop.Sessions();
        Assert.Equal([true, false, false], mine.Select(one => (bool)one!["isThis"]!));
        Assert.DoesNotContain(phone.Cookie.Split('=')[1], mine.ToJsonString(), StringComparison.Ordinal);

        await using var open = await EventStream.Of(phone);
        var ofPhone = (await phone.Sessions()).Single(one => (bool)one!["isThis"]!)!["id"];
        var end = new Uri($"/api/me/sessions/{ofPhone}", UriKind.Relative);
        var ben = await app.Someone("Ben");
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Http.DeleteAsync(end)).StatusCode);
        Assert.True(await IsSignedIn(phone));
        Assert.Equal(HttpStatusCode.NoContent, (await laptop.Http.DeleteAsync(end)).StatusCode);
        Assert.False(await IsSignedIn(phone));
        await open.Ends();
        Assert.True(await IsSignedIn(tablet));
        Assert.Equal(HttpStatusCode.NotFound, (await laptop.Http.DeleteAsync(end)).StatusCode);

        await laptop.Http.DeleteAsync(new Uri("/api/me/sessions", UriKind.Relative));
        Assert.False(await IsSignedIn(tablet));
        Assert.True(await IsSignedIn(laptop));
        Assert.True(await IsSignedIn(ben));
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("disabled")]
    [InlineData("another password")]
    public async Task A_page_and_its_film_are_cut_off_within_five_seconds_of(string what)
    {
        var laptop = await app.Someone("Amira");
        var phone = await SignedIn.To(app.Address, laptop.Email);
        var dana = await app.Someone("Dana", role: "admin");
        var lesson = await laptop.PlanLesson();
        var film = $"/media/lessons/{lesson}/original";
        await using var room = await HubClient.Connect(phone);
        await room.Join(lesson);
        Assert.Equal(HttpStatusCode.NotFound, await phone.StatusOf(film));

        if (what == "ended") await laptop.Http.DeleteAsync(new Uri("/api/me/sessions", UriKind.Relative));
        else if (what == "disabled") await dana.Do("Disable", laptop);
        else await laptop.Http.PutAsJsonAsync("/api/me/password",
            new { current = LessonLensApp.Password, next = "nine small otters" });
        Assert.Equal(HttpStatusCode.Unauthorized, await phone.StatusOf(film));
        await Assert.ThrowsAnyAsync<Exception>(() => room.Join(lesson));
        await room.Ended(withinSeconds: 5);
    }

    [Theory]
    [InlineData("Firefox on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")]
    [InlineData("Edge on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
        + "(KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0")]
    [InlineData("Safari on an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) "
        + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Chrome on Android", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 "
        + "(KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36")]
    [InlineData("A program", "curl/8.14.1")]
    [InlineData("A program", "")]
    public void A_browser_is_called_what_its_owner_calls_it(string words, string userAgent) =>
        Assert.Equal(words, BrowserWords.Of(userAgent));

    private static async Task<bool> IsSignedIn(SignedIn person) =>
        await person.StatusOf("/api/me") == HttpStatusCode.OK;
}
