using System.Net;
using System.Net.Http.Json;
using Dapper;
using LessonLens.People;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.People;

/// <summary>Whoever guesses is slowed down, and nobody else.</summary>
public sealed class SignInLimitTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Flooding = IPAddress.Parse("127.0.0.3");

    [Fact]
    public async Task Whoever_guesses_a_password_elsewhere_does_not_keep_its_owner_out()
    {
        var amira = await app.Someone("Amira");
        using var hers = new Browser(app);
        Assert.Equal(HttpStatusCode.NoContent, await Try(hers, amira.Email));
        using var thief = new Browser(app, Elsewhere);
        foreach (var address in (string[])[amira.Email, "nobody@guessed.example"])
        {
            var since = app.Clock.GetUtcNow();
            for (var times = 0; times < 10; times++)
                Assert.Equal(HttpStatusCode.Unauthorized, await Try(thief, address, "guessed"));
            var form = await thief.Submit("/sign-in", ("email", address), ("password", "guessed"));
            Assert.Equal(HttpStatusCode.TooManyRequests, form.StatusCode);
            // A quarter of an hour from the first on, however slowly they were answered.
            var wait = form.Headers.RetryAfter!.Delta!.Value;
            var least = TimeSpan.FromMinutes(15) - (app.Clock.GetUtcNow() - since);
            Assert.InRange(wait, least - TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
            Assert.Contains($"wait {Math.Ceiling(wait.TotalMinutes)} minutes",
                await form.Content.ReadAsStringAsync());
        }

        // Not even with the right password: else the flood would only have to go on.
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(thief, amira.Email));
        Assert.Equal(HttpStatusCode.NoContent, await Try(hers, amira.Email));
        // Her browser opens nobody else's account, and is not believed without end.
        for (var times = 0; times < 10; times++) await Try(hers, amira.Email, "guessed");
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(hers, amira.Email));

        app.Clock.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Equal(HttpStatusCode.NoContent, await Try(thief, amira.Email));
    }

    [Fact]
    public async Task A_flood_of_many_accounts_stops_its_address_and_no_other()
    {
        var (amira, ben) = (await app.Someone("Amira"), await app.Someone("Ben"));
        using var hers = new Browser(app, Flooding);
        await Try(hers, amira.Email);
        using var flood = new Browser(app, Flooding);
        Assert.Equal(HttpStatusCode.Unauthorized, await Try(flood, "a@example.org", "guessed"));
        // As after 99 more.
        var subject = Secret.Hash("passwords from 7f000003");
        Assert.Equal(1, await app.Sql<int>(
            "update attempts set count = 100 where subject = @subject returning 1", new { subject }));
        var refused = await Post(flood, "b@example.org", "guessed");
        Assert.Contains("Please wait", await Problem.TitleOf(refused, HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(flood, ben.Email));
        // She sits in the same house; he does not.
        Assert.Equal(HttpStatusCode.NoContent, await Try(hers, amira.Email));
        using var his = new Browser(app, Elsewhere);
        Assert.Equal(HttpStatusCode.NoContent, await Try(his, ben.Email));
    }

    [Fact]
    public async Task Many_who_sign_in_rightly_at_once_keep_nobody_out()
    {
        var amira = await app.Someone("Amira");
        await using var other = new NpgsqlConnection(app.ConnectionString);
        await other.OpenAsync();
        await using var holding = await other.BeginTransactionAsync();
        // All are counted before the first is known to be right.
        await other.ExecuteAsync("lock table people in access exclusive mode");
        using var browser = new Browser(app, IPAddress.Parse("127.0.0.5"));
        var all = Enumerable.Range(0, 11).Select(_ => Try(browser, amira.Email)).ToList();
        Assert.Equal(HttpStatusCode.TooManyRequests, await await Task.WhenAny(all));
        await holding.RollbackAsync();
        Assert.Equal(10, (await Task.WhenAll(all)).Count(one => one == HttpStatusCode.NoContent));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        using var later = new Browser(app, IPAddress.Parse("127.0.0.5"));
        Assert.Equal(HttpStatusCode.NoContent, await Try(later, amira.Email));
    }

    [Fact]
    public async Task Codes_are_guessed_ten_times_at_most_however_often_the_password_is_given()
    {
        var amira = await app.Someone("Amira");
        var phone = await Phone.SetUp(app, amira);
        using var hers = new Browser(app);
        await Post(hers, amira.Email, LessonLensApp.Password, phone.Code());
        using var thief = new Browser(app, Elsewhere);
        for (var times = 0; times < 10; times++)
        {
            if (times % 5 == 0)
                await thief.Submit("/sign-in", ("email", amira.Email), ("password", LessonLensApp.Password));
            var wrong = await thief.Submit("/sign-in/code", ("code", "000000"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await thief.Submit("/sign-in", ("email", amira.Email), ("password", LessonLensApp.Password));
        var refused = await thief.Submit("/sign-in/code", ("code", phone.Code()));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var let = await Post(hers, amira.Email, LessonLensApp.Password, phone.Code());
        Assert.Equal(HttpStatusCode.NoContent, let.StatusCode);
    }

    [Fact]
    public async Task Letters_are_wished_for_twenty_times_an_hour_from_one_address()
    {
        await using var postbox = Postbox.Of(app);
        using var someone = new Browser(app, IPAddress.Parse("127.0.0.4"));
        for (var times = 0; times < 20; times++)
            Assert.Equal(HttpStatusCode.Redirect,
                (await someone.Submit("/forgotten", ("email", $"{times}@example.org"))).StatusCode);
        var refused = await someone.Submit("/forgotten", ("email", "more@example.org"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Nobody_can_tell_from_answer_or_time_whose_address_is_known()
    {
        var (known, guarded, disabled, without) = (await app.Someone("Amira"), await app.Someone("Ben"),
            await app.Someone("Chris"), await app.Someone("Dana"));
        await Phone.SetUp(app, guarded);
        // Of as many rounds as the product's.
        await app.Sql<int>("update people set password_hash = @hash",
            new { hash = Passwords.Hash(LessonLensApp.Password) });
        await app.Sql<int>("update people set disabled_at = now() where id = @Id", new { disabled.Id });
        await app.Sql<int>("update people set password_hash = null where id = @Id", new { without.Id });
        string[] emails = ["nobody@example.org", known.Email, guarded.Email, disabled.Email, without.Email];
        var took = emails.ToDictionary(email => email, _ => new List<double>());
        var answers = new HashSet<string>();
        using var browser = new Browser(app, IPAddress.Parse("127.0.0.5"));
        for (var round = 0; round < LongForm.OrShort(200, 4); round++)
        {
            // Never so often that it would be a flood.
            if (round % 9 == 0) app.Clock.Advance(TimeSpan.FromMinutes(15.1));
            foreach (var email in emails)
            {
                var began = TimeProvider.System.GetTimestamp();
                var answer = await Post(browser, email, email == disabled.Email && round % 2 == 0
                    ? LessonLensApp.Password : "guessed");
                took[email].Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                answer.Headers.Remove("Date");
                answers.Add($"{answer.StatusCode} {answer.Headers} {answer.Content.Headers} "
                    + WithoutTrace(await answer.Content.ReadAsStringAsync()));
            }
        }

        Assert.Single(answers);
        // Of few tries beside busy neighbours only the quickest says something: no processor does the 210,000
        // rounds in 25 ms, so a hash that was left out is seen. Only many tries say how far apart they are.
        Assert.All(took.Values, all => Assert.True(all.Min() > 25, $"{all.Min()} ms"));
        var medians = took.Values.Select(all => all.Order().ElementAt(all.Count / 2)).ToList();
        Assert.InRange(LongForm.OrShort(medians.Max() - medians.Min(), 0), 0, 10);
    }

    private static string WithoutTrace(string problem) =>
        System.Text.RegularExpressions.Regex.Replace(problem, "\"traceId\":\"[^\"]*\"", "");

    private static async Task<HttpStatusCode> Try(
        Browser browser, string email, string password = LessonLensApp.Password) =>
        (await Post(browser, email, password)).StatusCode;

    private static Task<HttpResponseMessage> Post(
        Browser browser, string email, string password, string? code = null) =>
        browser.Http.PostAsJsonAsync("/api/session", code is null
            ? new Dictionary<string, string> { ["email"] = email, ["password"] = password }
            : new() { ["email"] = email, ["password"] = password, ["code"] = code });
}
