using System.Net;
using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class ResetTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Chosen = "seven grey pigeons";

    [Fact]
    public async Task Who_has_forgotten_the_password_gets_a_new_one_by_mail_and_every_session_ends()
    {
        await using var postbox = Postbox.Of(app);
        var amira = await app.Someone("Amira Haddad");
        await Forget(amira.Email.ToUpperInvariant());
        var link = await postbox.LinkFor(amira.Email);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from resets where encode(token_hash, 'hex') = @it", new { it = link[^32..] }));

        using var browser = app.NewClient();
        Assert.Contains("Amira Haddad", await browser.Read(link), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf("/api/me"));
        var weak = await browser.Submit(link, ("next", "qwertyqwerty"));
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        var changed = await browser.Submit(link, ("next", Chosen));
        Assert.Equal("/sign-in?changed=true", changed.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await amira.StatusOf("/api/me"));
        await SignedIn.To(app.Address, amira.Email, Chosen);
        var again = await browser.Submit(link, ("next", "another long one"));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task A_link_to_a_new_password_is_over_after_an_hour_and_when_there_is_a_newer_one()
    {
        await using var postbox = Postbox.Of(app);
        var amira = await app.Someone("Amira");
        await Forget(amira.Email);
        var first = await postbox.LinkFor(amira.Email);
        app.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(first));
        await Forget(amira.Email);
        await Wait.Until(() => Task.FromResult(postbox.LettersTo(amira.Email) == 2));
        Assert.Equal(HttpStatusCode.Gone, await StatusOf(first));
        var second = await postbox.LinkFor(amira.Email);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        var late = await app.NewClient().Submit(second, ("next", Chosen));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task A_link_to_a_new_password_is_over_when_the_password_was_changed_without_it()
    {
        var (amira, dana) = (await app.Someone("Amira"), await app.Someone("Dana", role: "admin"));
        var link = await SchoolPeople.LinkOn(await dana.Do("NewPassword", amira));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(link));
        Assert.Equal(HttpStatusCode.NoContent, await amira.Put("/api/me/password",
            new { current = LessonLensApp.Password, next = Chosen }));
        Assert.Equal(HttpStatusCode.Gone, await StatusOf(link));
        // Nor does anybody hand such a link out unseen.
        Assert.Equal(1, await app.Sql<int>("""
            select count(*) from log_entries
            where act = 'password.offered' and actor_id = @dana and about_id = @amira
            """, new { dana = dana.Id, amira = amira.Id }));
    }

    [Fact]
    public async Task Nobody_fills_somebody_elses_letter_box()
    {
        await using var postbox = Postbox.Of(app);
        var amira = await app.Someone("Amira");
        for (var i = 0; i < 5; i++) await Forget(amira.Email);
        await postbox.LinkFor(amira.Email);
        await Forget(amira.Email);
        await Wait.Until(async () => await app.Sql<int>("""
            select count(*) from jobs where kind = 'mail-reset' and subject = address_id(@Email)
            """, amira) == 0);
        Assert.Equal(1, postbox.LettersTo(amira.Email));
    }

    [Fact]
    public async Task Without_mail_the_administrator_hands_the_link_over()
    {
        var amira = await app.Someone("Amira");
        using var browser = app.NewClient();
        Assert.Contains(
            "ask whoever looks after", await browser.Read("/forgotten"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound,
            (await browser.Submit("/forgotten", ("email", amira.Email))).StatusCode);
        var dana = await app.Someone("Dana", role: "admin");
        var link = await SchoolPeople.LinkOn(await dana.Do("NewPassword", amira));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Submit(link, ("next", Chosen))).StatusCode);
        await SignedIn.To(app.Address, amira.Email, Chosen);
    }

    [Fact]
    public async Task Who_is_disabled_is_out_everywhere_within_five_seconds_until_enabled()
    {
        var amira = await app.Someone("Amira");
        var dana = await app.Someone("Dana", role: "admin");
        var link = await SchoolPeople.LinkOn(await dana.Do("NewPassword", amira));
        var film = $"/media/lessons/{Guid.CreateVersion7()}/original";
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf(film));
        await using var open = await EventStream.Of(amira);

        Assert.Equal(HttpStatusCode.Redirect, (await dana.Do("Disable", amira)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await amira.StatusOf(film));
        Assert.Equal(HttpStatusCode.Unauthorized, await amira.StatusOf("/api/me"));
        await open.Ends();
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInOf(amira));
        Assert.Equal(HttpStatusCode.Gone, await StatusOf(link));
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Do("NewPassword", amira)).StatusCode);
        Assert.Contains("disabled", await dana.Http.Read("/people"), StringComparison.Ordinal);

        await dana.Do("Enable", amira);
        Assert.Equal(HttpStatusCode.NoContent, await SignInOf(amira));
    }

    [Fact]
    public async Task Nobody_disables_themselves_or_anybody_in_another_school()
    {
        var dana = await app.Someone("Dana", role: "admin");
        var omar = await app.Someone("Omar", "Hilltop");
        foreach (var person in (SignedIn[])[dana, omar])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await dana.Do("Disable", person)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await dana.Do("NewPassword", person)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, await person.StatusOf("/api/me"));
        }
    }

    private async Task Forget(string email)
    {
        using var browser = app.NewClient();
        using var answer = await browser.Submit("/forgotten", ("email", email));
        Assert.Equal("/forgotten?sent=true", answer.Headers.Location!.OriginalString);
    }

    private async Task<HttpStatusCode> StatusOf(string path) =>
        (await app.NewClient().GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    private async Task<HttpStatusCode> SignInOf(SignedIn person) =>
        (await app.NewClient().PostAsJsonAsync(
            "/api/session", new { email = person.Email, password = LessonLensApp.Password })).StatusCode;
}
