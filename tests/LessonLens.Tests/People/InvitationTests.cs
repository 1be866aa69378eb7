using System.Net;
using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class InvitationTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Chosen = "seven grey pigeons";

    private readonly string _eva = $"eva.{Guid.NewGuid():N}@school.example";

    [Fact]
    public async Task Who_is_invited_chooses_a_password_and_is_in_by_a_link_that_works_once()
    {
        var dana = await Dana();
        var link = await SchoolPeople.LinkOn(await dana.Invite(app, _eva, "Eva Lind", "teacher", "coach"));
        Assert.DoesNotContain(link[^32..], await dana.Http.Read("/people"), StringComparison.Ordinal);

        using var browser = app.NewClient();
        // A mail filter looks at links first.
        Assert.Contains("Eva Lind", await browser.Read(link), StringComparison.Ordinal);
        var weak = await browser.Submit(link, ("next", "qwertyqwerty"));
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        var joined = await browser.Submit(link, ("next", Chosen));
        Assert.Equal("/", joined.Headers.Location!.OriginalString);
        Assert.True(joined.Headers.Contains("Set-Cookie"));

        var eva = await SignedIn.To(app.Address, _eva, Chosen);
        var memberships = (await eva.Get("/api/me"))["memberships"]!.AsArray();
        Assert.Equal(["coach", "teacher"], memberships.Select(one => (string)one!["role"]!));
        Assert.Equal(HttpStatusCode.Gone, (await browser.Submit(link, ("next", Chosen))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await dana.Invite(app, _eva.ToUpperInvariant())).StatusCode);
    }

    [Fact]
    public async Task Nobody_invites_more_in_an_hour_than_a_whole_school()
    {
        var dana = await Dana();
        Assert.Equal(HttpStatusCode.OK, (await dana.Invite(app, _eva)).StatusCode);
        await app.Sql<int>("""
            update attempts set count = 1999 where subject = sha256(convert_to(@what, 'UTF8'))
            """, new { what = $"invitations by {dana.Id}" });
        var school = await dana.School();
        var list = $"name,email\nA,a{_eva}\nB,b{_eva}";
        using var many = await dana.Http.Submit("/people/staff?handler=Invite",
            ("school", school.ToString().Split('/')[^1]), ("text", list));
        Assert.Equal(HttpStatusCode.TooManyRequests, many.StatusCode);
        // One more may come, and with it the list was not.
        Assert.Equal(HttpStatusCode.OK, (await dana.Invite(app, $"a{_eva}")).StatusCode);
        using var one = await dana.Http.PostAsJsonAsync($"{school}/invitations",
            new { name = "B", email = $"b{_eva}", roles = Enumerable.Repeat("teacher", 1) });
        Assert.Equal(HttpStatusCode.TooManyRequests, one.StatusCode);
        Assert.NotNull(one.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await dana.Invite(app, $"b{_eva}")).StatusCode);
    }

    [Theory]
    [InlineData("a week")]
    [InlineData("taken back")]
    [InlineData("another")]
    public async Task An_invitation_ends_after_a_week_when_it_is_taken_back_or_sent_anew(string because)
    {
        var dana = await Dana();
        var link = await SchoolPeople.LinkOn(await dana.Invite(app, _eva));
        if (because == "a week")
        {
            app.Clock.Advance(TimeSpan.FromDays(6.9));
            Assert.Equal(HttpStatusCode.OK, await StatusOf(link));
            app.Clock.Advance(TimeSpan.FromDays(0.2));
        }
        else if (because == "another") await dana.Invite(app, _eva);
        else
        {
            var id = await app.Sql<Guid>("select id from invitations where email = @_eva", new { _eva });
            var foreign = await app.Someone("Dan", "Hilltop", "admin");
            await foreign.Http.Submit("/people?handler=Withdraw", ("invitation", id.ToString()));
            Assert.Equal(HttpStatusCode.OK, await StatusOf(link));
            await dana.Http.Submit("/people?handler=Withdraw", ("invitation", id.ToString()));
        }

        Assert.Equal(HttpStatusCode.Gone, await StatusOf(link));
        var late = await app.NewClient().Submit(link, ("next", Chosen));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.False(late.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_teaches_in_another_school_joins_with_the_password_they_have()
    {
        var omar = await app.Someone("Omar", "Hilltop");
        var dana = await Dana();
        // Dana learns nothing of Hilltop by asking.
        var link = await SchoolPeople.LinkOn(await dana.Invite(app, omar.Email));
        using var browser = app.NewClient();
        var wrong = await browser.Submit(link, ("password", Chosen), ("next", Chosen));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        var joined = await browser.Submit(link, ("password", LessonLensApp.Password));
        Assert.Equal("/", joined.Headers.Location!.OriginalString);
        Assert.Contains("Omar joined the school, invited by Dana", await dana.Http.Read("/people/log"),
            StringComparison.Ordinal);
        Assert.Equal(1, await app.Sql<int>(
            "select count(*) from log_entries where act = 'person.joined' and actor_id = @Id", omar));
        var schools = (await omar.Get("/api/me"))["memberships"]!.AsArray();
        Assert.Equal(2, schools.Count);
        // And is not Dana's alone now.
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Do("Disable", omar)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Do("NewPassword", omar)).StatusCode);
    }

    [Fact]
    public async Task Where_there_is_mail_the_link_goes_to_the_person_and_not_to_the_administrator()
    {
        await using var postbox = Postbox.Of(app);
        postbox.RefuseNext = 1;
        var dana = await Dana();
        var page = await (await dana.Invite(app, _eva)).Content.ReadAsStringAsync();
        Assert.Contains("by e-mail", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/invitation/", page, StringComparison.Ordinal);
        var joined = await app.NewClient().Submit(await postbox.LinkFor(_eva), ("next", Chosen));
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        await SignedIn.To(app.Address, _eva, Chosen);
    }

    [Fact]
    public async Task Only_who_looks_after_a_school_invites_into_it()
    {
        var amira = await app.Someone("Amira");
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf("/people"));
        Assert.Equal(HttpStatusCode.NotFound, (await amira.Invite(app, _eva)).StatusCode);
        foreach (var what in (string[])["Disable", "Enable", "NewPassword", "Withdraw"])
            Assert.Equal(HttpStatusCode.NotFound, (await amira.Do(what, amira)).StatusCode);

        var dana = await Dana();
        var foreign = await app.Someone("Omar", "Hilltop");
        var hilltop = (await foreign.Get("/api/me"))["memberships"]![0]!["schoolId"]!.GetValue<Guid>();
        var refused = await dana.Http.Submit("/people?handler=Invite", ("school", hilltop.ToString()),
            ("name", "Eva"), ("email", _eva), ("roles", "teacher"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain(foreign.Email, await dana.Http.Read("/people"), StringComparison.Ordinal);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from invitations where email = @_eva", new { _eva }));
    }

    [Theory]
    [InlineData("no address", "Eva", "teacher")]
    [InlineData("eva@school.example\r\nBcc: all@school.example", "Eva", "teacher")]
    [InlineData("eva@school.example", " ", "teacher")]
    [InlineData("eva@school.example", "Eva", "owner")]
    public async Task An_invitation_that_cannot_be_is_said_on_the_page(string email, string name, string role)
    {
        var answer = await (await Dana()).Invite(app, email, name, role);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Please", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<SignedIn> Dana() => app.Someone("Dana", role: "admin");

    private async Task<HttpStatusCode> StatusOf(string path) =>
        (await app.NewClient().GetAsync(new Uri(path, UriKind.Relative))).StatusCode;
}
