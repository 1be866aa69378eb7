using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LessonLens.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>Signing in with a code as well, on the pages and by programs.</summary>
public sealed class SecondStepTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Right = LessonLensApp.Password;

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_RFC_6238_in_six_digits(long seconds, string code) => Assert.Equal(code,
        Totp.Code("12345678901234567890"u8, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_secret_is_typed_as_RFC_4648_has_it() => Assert.Equal(
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Base32(Encoding.ASCII.GetBytes("12345678901234567890")));

    [Fact]
    public async Task An_administrator_takes_a_lost_phone_away_and_the_person_is_told()
    {
        await using var postbox = Postbox.Of(app);
        var school = $"School {Guid.NewGuid():N}";
        var (dana, amira) = (await app.Someone("Dana", school, "admin"), await app.Someone("Amira", school));
        await Phone.SetUp(app, amira);
        var step = $"{await dana.School()}/people/{amira.Id}/second-step";
        var omar = await app.Someone("Omar", "Hilltop", "admin");
        foreach (var other in (SignedIn[])[amira, omar])
            Assert.Equal(HttpStatusCode.NotFound, await other.Delete(step));
        Assert.Contains("Phone lost", await dana.Http.Read("/people"), StringComparison.Ordinal);

        foreach (var _ in (int[])[1, 2]) Assert.Equal(HttpStatusCode.NoContent, await dana.Delete(step));
        Assert.DoesNotContain("Phone lost", await dana.Http.Read("/people"), StringComparison.Ordinal);
        await SignedIn.To(app.Address, amira.Email);
        Assert.Contains("taken away your second step", await postbox.LetterTo(amira.Email),
            StringComparison.Ordinal);
        Assert.Equal(1, await app.Sql<long>("""
            select count(*) from log_entries
            where act = 'secondstep.ended' and actor_id = @dana and about_id = @amira
            """, new { dana = dana.Id, amira = amira.Id }));
    }

    [Fact]
    public async Task Who_has_a_phone_set_up_signs_in_with_password_and_code_and_each_code_only_once()
    {
        var amira = await app.Someone("Amira");
        var phone = await Phone.SetUp(app, amira);
        using var browser = new Browser(app);
        var half = await browser.Submit("/sign-in", ("email", amira.Email), ("password", Right),
            ("returnUrl", "/lessons/new"));
        Assert.Equal("/sign-in/code?returnUrl=%2Flessons%2Fnew", half.Headers.Location!.OriginalString);
        // The half session is no session.
        Assert.False(browser.Has("lessonlens"));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusOf("/api/me"));

        var page = await browser.Submit("/sign-in/code", ("code", "000000"));
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        var code = phone.Code();
        var whole = await browser.Submit("/sign-in/code", ("code", $"{code[..3]} {code[3..]}"),
            ("returnUrl", "/lessons/new"));
        Assert.Equal("/lessons/new", whole.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusOf("/api/me"));

        // Whoever has looked over her shoulder is too late, also with the code before.
        foreach (var seen in (string[])[code, phone.Code(-1)])
        {
            var again = await Try(amira, seen);
            Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        }

        app.Clock.Advance(TimeSpan.FromSeconds(60));
        // Her phone's clock is half a minute behind.
        Assert.Equal(HttpStatusCode.NoContent, (await Try(amira, phone.Code(-1))).StatusCode);
        app.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Try(amira, phone.Code(-2))).StatusCode);
    }

    [Fact]
    public async Task A_program_is_told_that_a_code_is_needed_and_only_after_the_right_password()
    {
        var amira = await app.Someone("Amira");
        await Phone.SetUp(app, amira);
        var needed = await Try(amira, code: null);
        Assert.True((bool)(await SignedIn.Json(needed))["codeNeeded"]!);
        Assert.Contains("code", await Problem.TitleOf(needed, HttpStatusCode.Unauthorized));
        Assert.False(needed.Headers.Contains("Set-Cookie"));
        var ben = await app.Someone("Ben");
        Assert.Equal(
            await Problem.TitleOf(await Try(ben, null, "wrong"), HttpStatusCode.Unauthorized),
            await Problem.TitleOf(await Try(amira, null, "wrong"), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_new_ones_take_their_place()
    {
        var amira = await app.Someone("Amira");
        var phone = await Phone.SetUp(app, amira);
        Assert.Equal(10, phone.RecoveryCodes.Count);
        Assert.Equal(HttpStatusCode.NoContent, (await Try(amira, phone.RecoveryCodes[3])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Try(amira, phone.RecoveryCodes[3])).StatusCode);
        Assert.Contains("You have 9 left", await amira.Http.Read("/account/second-step"));

        var wrong = await amira.Http.Submit("/account/second-step?handler=Codes", ("password", "wrong"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var renewed = await Phone.CodesOn(
            await amira.Http.Submit("/account/second-step?handler=Codes", ("password", Right)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Try(amira, phone.RecoveryCodes[4])).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Try(amira, renewed[4].ToUpperInvariant())).StatusCode);
        // A copy of the database opens nothing.
        Assert.Equal(0, await app.Sql<int>("""
            select count(*) from recovery_codes where encode(code_hash, 'escape') like @code
                or encode(code_hash, 'hex') like @code
            """, new { code = $"%{renewed[0].Replace(" ", "")[..8]}%" }));
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from second_steps where position(@Secret in secret) > 0", new { phone.Secret }));
    }

    [Fact]
    public async Task Turning_it_off_needs_the_password_again()
    {
        var amira = await app.Someone("Amira");
        await Phone.SetUp(app, amira);
        await amira.Http.Submit("/account/second-step?handler=Remove", ("password", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Try(amira, code: null)).StatusCode);
        var off = await amira.Http.Submit("/account/second-step?handler=Remove", ("password", Right));
        Assert.Equal("/account?done=without-code", off.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NoContent, (await Try(amira, code: null)).StatusCode);
        await Try(amira, code: null, "wrong");
        const string All = "session.begun secondstep.begun secondstep.ended session.begun session.refused";
        await Wait.Until(async () => await app.Sql<string>("""
            select string_agg(act, ' ' order by sequence) from log_entries
            where coalesce(about_id, actor_id) = @Id
            """, new { amira.Id }) == All, otherwise: () => "the log does not tell all that happened");
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_half_session_and_five_minutes_do()
    {
        var amira = await app.Someone("Amira");
        var phone = await Phone.SetUp(app, amira);
        using var browser = new Browser(app);
        for (var round = 0; round < 2; round++)
        {
            await browser.Submit("/sign-in", ("email", amira.Email), ("password", Right));
            if (round == 0)
                for (var times = 0; times < 5; times++)
                    Assert.Equal(HttpStatusCode.Unauthorized,
                        (await browser.Submit("/sign-in/code", ("code", "000000"))).StatusCode);
            else app.Clock.Advance(TimeSpan.FromMinutes(5.1));
            var late = await browser.Submit("/sign-in/code", ("code", phone.Code()));
            Assert.Equal("/sign-in?over=true", late.Headers.Location!.OriginalString);
            Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusOf("/api/me"));
        }
    }

    [Fact]
    public async Task A_new_password_between_the_steps_ends_the_way_in()
    {
        var amira = await app.Someone("Amira");
        var phone = await Phone.SetUp(app, amira);
        using var browser = new Browser(app);
        await browser.Submit("/sign-in", ("email", amira.Email), ("password", Right));
        await amira.Http.PutAsJsonAsync(
            "/api/me/password", new { current = Right, next = "nine small otters" });
        await browser.Submit("/sign-in/code", ("code", phone.Code()));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusOf("/api/me"));
    }

    [Fact]
    public async Task Who_looks_after_a_school_can_do_nothing_before_they_have_set_one_up()
    {
        var dana = await app.Someone("Dana", "Oakfield", "admin");
        await app.Sql<int>("update schools set needs_second_step = true where name = 'Oakfield'");
        foreach (var page in (string[])["/", "/people", "/account", "/lessons/new"])
        {
            var answer = await dana.Http.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal("/account/second-step", answer.Headers.Location?.OriginalString);
        }

        var film = $"/media/lessons/{Guid.NewGuid()}/original";
        foreach (var path in (string[])["/api/me", "/api/lessons", film])
            Assert.Contains("second step", await Problem.TitleOf(
                await dana.Http.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.Forbidden));
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.Connect(dana));

        await Phone.SetUp(app, dana);
        Assert.Equal(HttpStatusCode.OK, await dana.StatusOf("/people"));
        await dana.Http.Submit("/account/second-step?handler=Remove", ("password", Right));
        Assert.Equal(HttpStatusCode.Forbidden, await dana.StatusOf("/api/me"));
    }

    [Fact]
    public async Task An_invitation_is_no_way_around_it()
    {
        var dana = await app.Someone("Dana", role: "admin");
        var omar = await app.Someone("Omar", "Hilltop");
        var phone = await Phone.SetUp(app, omar);
        var link = await SchoolPeople.LinkOn(await dana.Invite(app, omar.Email));
        using var browser = new Browser(app);
        var half = await browser.Submit(link, ("password", Right));
        Assert.StartsWith("/sign-in/code?returnUrl=%2Finvitation", half.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusOf("/api/me"));
        var back = await browser.Submit("/sign-in/code", ("code", phone.Code()), ("returnUrl", link));
        Assert.Equal(link, back.Headers.Location!.OriginalString);
        Assert.Equal("/", (await browser.Submit(link)).Headers.Location!.OriginalString);
        Assert.Equal(2, (await omar.Get("/api/me"))["memberships"]!.AsArray().Count);
    }

    [Fact]
    public async Task Who_has_yet_to_set_it_up_is_nobody_to_what_is_open_to_all()
    {
        var school = $"School {Guid.NewGuid():N}";
        var (dana, omar) = (
            await app.Someone("Dana", school, "admin"), await app.Someone("Omar", "Hilltop", "admin"));
        var link = await SchoolPeople.LinkOn(await omar.Invite(app, dana.Email));
        await app.Sql<int>(
            "update schools set needs_second_step = true where name = @school", new { school });
        using var joined = await dana.Http.Submit(link);
        Assert.Equal(HttpStatusCode.BadRequest, joined.StatusCode);
        Assert.Equal(1, await app.Sql<int>(
            "select count(*) from memberships where person_id = @Id", new { dana.Id }));
    }

    private async Task<HttpResponseMessage> Try(SignedIn person, string? code, string password = Right)
    {
        var body = new JsonObject { ["email"] = person.Email, ["password"] = password };
        if (code is not null) body["code"] = code;
        return await app.NewClient().PostAsJsonAsync("/api/session", body);
    }
}
