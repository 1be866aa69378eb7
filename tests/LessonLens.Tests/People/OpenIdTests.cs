using System.Net;
using LessonLens.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>People come in with their school's accounts, by a real provider and real redirects.</summary>
public sealed class OpenIdTests(LessonLensApp app, SchoolAccounts accounts)
    : IClassFixture<LessonLensApp>, IClassFixture<SchoolAccounts>, IDisposable
{
    private readonly string _school = $"School {Guid.NewGuid():N}";
    private readonly string _subject = Guid.NewGuid().ToString();
    private TimeSpan _later;

    [Fact]
    public async Task Somebody_is_led_by_their_address_to_their_school_and_comes_back_signed_in()
    {
        var (_, amira) = await School();
        await accounts.Know(amira.Email, _subject);
        using var browser = new Browser(app);
        var link = await LinkFor(browser, amira.Email);
        // Whether anybody has the address makes no difference.
        var nobody = $"nobody{amira.Email}";
        Assert.Equal(link.Replace(amira.Email, nobody), await LinkFor(browser, nobody));
        for (var time = 0; time < 2; time++)
        {
            var back = await Return(browser, link + "&returnUrl=%2Faccount");
            Assert.Equal("/account", back);
            Assert.Equal(HttpStatusCode.OK, await browser.StatusOf("/api/me"));
            await browser.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        }

        Assert.Equal("session.begun account.bound session.begun session.begun", await app.Sql<string>("""
            select string_agg(act, ' ' order by sequence) from log_entries where actor_id = @Id
            """, new { amira.Id }));
        Assert.Equal(0, await app.Sql<int>("""
            select count(*) from providers
            where position(convert_to(@Secret, 'UTF8') in client_secret) > 0
            """, new { SchoolAccounts.Secret }));
        Assert.Equal("/", await Return(browser, link + "&returnUrl=https%3A%2F%2Fevil.example"));
        var elsewhere = await browser.Submit("/sign-in?handler=School", ("email", "a@nowhere.example"));
        Assert.Contains("use your password", await elsewhere.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("another nonce", "over")]
    [InlineData("another state", "over")]
    [InlineData("another browser", "over")]
    [InlineData("the same answer again", "over")]
    [InlineData("ten minutes later", "over")]
    [InlineData("a token that has ended", "over")]
    [InlineData("a code of somebody else's turn", "away")]
    [InlineData("an address that is not verified", "address")]
    [InlineData("an address of another domain", "address")]
    [InlineData("nobody's address", "unknown")]
    [InlineData("somebody of another school", "unknown")]
    [InlineData("a disabled person", "unknown")]
    [InlineData("another account with the same address", "unknown")]
    [InlineData("somebody who is in another school, too", "elsewhere")]
    public async Task Nobody_gets_in_with(string what, string refusal)
    {
        var (dana, amira) = await School();
        await accounts.Know(amira.Email, _subject, isVerified: what != "an address that is not verified");
        using var browser = new Browser(app);
        using var other = new Browser(app);
        var link = await LinkFor(browser, amira.Email);
        Func<Uri, Uri> there = url => url, back = url => url;
        switch (what)
        {
            case "another nonce":
                there = url => Altered(url, "nonce");
                break;
            case "another state":
                back = url => Altered(url, "state");
                break;
            case "the same answer again":
                await Return(other, link);
                Uri? first = null;
                await Return(browser, link, back: url => first = url);
                await browser.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
                back = _ => first!;
                break;
            case "ten minutes later":
                back = url => Later(url, TimeSpan.FromMinutes(10.1));
                break;
            case "a token that has ended":
                // The provider's lasts a minute, by a clock that is not ours, and two more are forgiven.
                back = url => Later(url, TimeSpan.FromMinutes(4));
                break;
            case "a code of somebody else's turn":
                var stolen = "";
                await Return(other, link, back: url =>
                {
                    stolen = Query(url)["code"]!;
                    return Altered(url, "state");
                });
                back = url => new(url.ToString().Replace(Query(url)["code"]!, stolen));
                break;
            case "an address of another domain":
                await accounts.Know(amira.Email, _subject, "amira@elsewhere.example");
                break;
            case "nobody's address":
                await accounts.Know(amira.Email, _subject, "nobody@example.org");
                break;
            case "somebody of another school":
                await accounts.Know(amira.Email, _subject, (await app.Someone("Omar", "Hilltop")).Email);
                break;
            case "a disabled person":
                await dana.Do("Disable", amira);
                break;
            case "another account with the same address":
                Assert.Equal("/", await Return(other, link));
                await accounts.Know(amira.Email, Guid.NewGuid().ToString());
                break;
            case "somebody who is in another school, too":
                await app.Sql<int>("""
                    insert into schools (id, name) values (gen_random_uuid(), @name);
                    insert into memberships (person_id, school_id, role)
                    select @Id, id, 'teacher' from schools where name = @name
                    """, new { amira.Id, name = $"Also {_school}" });
                break;
        }

        var from = what == "another browser" ? other : browser;
        Assert.Equal($"/sign-in?school={refusal}", await Return(browser, link, there, back, from));
        Assert.Equal(HttpStatusCode.Unauthorized, await from.StatusOf("/api/me"));
        Assert.Contains("role=\"alert\"", await from.Http.Read($"/sign-in?school={refusal}"));
    }

    [Fact]
    public async Task Whoever_is_invited_joins_by_it_and_our_code_is_asked_unless_the_school_says_otherwise()
    {
        var (dana, amira) = await School();
        using var browser = new Browser(app);
        var eva = $"eva-{Guid.NewGuid():N}@example.org";
        await dana.Invite(app, eva);
        await accounts.Know(eva, $"{_subject}-eva");
        Assert.Equal("/", await Return(browser, await LinkFor(browser, eva)));
        Assert.Equal(_school, await app.Sql<string>("""
            select s.name from people p join memberships m on m.person_id = p.id
            join schools s on s.id = m.school_id where p.email = @eva and p.password_hash is null
            """, new { eva }));

        await accounts.Know(amira.Email, _subject);
        await accounts.Know(dana.Email, $"{_subject}-dana");
        var phone = await Phone.SetUp(app, amira);
        await Phone.SetUp(app, dana);
        var link = await LinkFor(browser, amira.Email);
        Assert.StartsWith("/sign-in/code", await Return(browser, link));
        Assert.Equal("/", (await browser.Submit("/sign-in/code", ("code", phone.Code())))
            .Headers.Location!.OriginalString);
        await Set(dana, ("asksSecondStep", "true"), ("secret", ""));
        Assert.Equal("/", await Return(browser, link));
        Assert.StartsWith(
            "/sign-in/code", await Return(browser, await LinkFor(browser, dana.Email)));
    }

    [Fact]
    public async Task An_administrator_is_told_what_is_wrong_with_the_settings_and_nothing_is_saved()
    {
        var (dana, amira) = await School();
        Assert.Equal(HttpStatusCode.NotFound, (await Set(amira)).StatusCode);
        foreach (var (field, value) in (ValueTuple<string, string>[])[
            ("address", "nonsense"), ("address", $"{accounts.Issuer}/other"), ("clientId", ""),
            ("address", "http://login.school.example"), ("kind", "microsoft"), ("domains", "none"),
            ("address", $"http://127.0.0.1:{app.Address.Port}")])
        {
            var answer = await Set(dana, (field, value));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains("role=\"alert\"", page);
            // What was written and chosen stays.
            if (value.Length > 0) Assert.Matches($"""value="{value}"( selected="selected")?""", page);
        }

        await accounts.Know(amira.Email, _subject);
        using var browser = new Browser(app);
        var link = await LinkFor(browser, amira.Email);
        Assert.Equal("/", await Return(browser, link));
        await dana.Http.Submit("/people/sign-in?handler=Remove", ("school", await IdOf(_school)));
        Assert.Equal("/sign-in?school=unknown", await Leave(browser, link));
    }

    [Theory]
    [InlineData("https")]
    [InlineData("http")]
    public async Task No_administrator_makes_us_ask_our_own_network(string scheme)
    {
        await accounts.OpenFor(app.Address);
        using var http = OutwardHttp.Client(new ProviderOptions());
        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
        {
            var fault = await Assert.ThrowsAnyAsync<Exception>(() =>
                http.GetAsync(new Uri($"{scheme}://{host}:{new Uri(accounts.Issuer).Port}/")));
            Assert.Contains(
                scheme == "http" ? "https" : "not on the internet", fault.GetBaseException().Message);
        }
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("142.250.74.205", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2a00:1450:4001:80b::200d", true)]
    public void An_address_is_of_the_internet_or_not(string address, bool isGlobal) =>
        Assert.Equal(isGlobal, OutwardHttp.IsGlobal(IPAddress.Parse(address)));

    /// <summary>The provider's clock is its own, so ours must not stay ahead of it.</summary>
    public void Dispose() => app.Clock.Advance(-_later);

    private async Task<(SignedIn Dana, SignedIn Amira)> School()
    {
        await accounts.OpenFor(app.Address);
        var dana = await app.Someone("Dana", _school, "admin");
        var amira = await app.Someone("Amira", _school);
        var set = await Set(dana);
        Assert.Equal("/people/sign-in?done=saved", set.Headers.Location?.OriginalString);
        return (dana, amira);
    }

    private async Task<HttpResponseMessage> Set(SignedIn admin, params (string, string)[] fields)
    {
        var all = new Dictionary<string, string>
        {
            ["school"] = await IdOf(_school), ["kind"] = "other", ["address"] = accounts.Issuer,
            ["clientId"] = SchoolAccounts.ClientId, ["secret"] = SchoolAccounts.Secret,
            ["domains"] = $"Example.org, {_school.Replace(' ', '.')}.example",
        };
        foreach (var (name, value) in fields) all[name] = value;
        return await admin.Http.Submit("/people/sign-in", [.. all.Select(one => (one.Key, one.Value))]);
    }

    private async Task<string> IdOf(string school) =>
        $"{await app.Sql<Guid>("select id from schools where name = @school", new { school })}";

    /// <summary>The way that the page shows to whoever has this address, among those of all tests.</summary>
    private async Task<string> LinkFor(Browser browser, string email)
    {
        var page = await browser.Submit("/sign-in?handler=School", ("email", email));
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        var start = $"/sign-in/school/{await IdOf(_school)}";
        return Uri.UnescapeDataString(start + html.Split(start)[1].Split('"')[0]);
    }

    private static async Task<string> Leave(Browser browser, string link) =>
        (await browser.Http.GetAsync(new Uri(link, UriKind.Relative))).Headers.Location!.OriginalString;

    private async Task<string> Return(
        Browser browser, string link, Func<Uri, Uri>? there = null, Func<Uri, Uri>? back = null,
        Browser? to = null)
    {
        var authorize = new Uri(await Leave(browser, link));
        var callback = await accounts.SignIn(there?.Invoke(authorize) ?? authorize);
        var answer = await (to ?? browser).Http.GetAsync(back?.Invoke(callback) ?? callback);
        return answer.Headers.Location!.OriginalString;
    }

    private Uri Later(Uri url, TimeSpan time)
    {
        app.Clock.Advance(_later = time);
        return url;
    }

    private static System.Collections.Specialized.NameValueCollection Query(Uri url) =>
        System.Web.HttpUtility.ParseQueryString(url.Query);

    private static Uri Altered(Uri url, string field) =>
        new(url.ToString().Replace($"{field}={Query(url)[field]![..4]}", $"{field}=abcd"));
}
