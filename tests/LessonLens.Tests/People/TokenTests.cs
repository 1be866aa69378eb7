using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.People;

/// <summary>Programs act for somebody by a token, and it is worth no more than it was made for.</summary>
public sealed class TokenTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Right = LessonLensApp.Password;

    [Fact]
    public async Task A_program_uploads_a_recording_reads_its_lesson_and_exports_it()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var program = Program(await Make(amira, "readAndWrite"));
        var film = await File.ReadAllBytesAsync(await TestRecordings.Silent);
        var begun = await program.SendAsync(Tus.Post(film.Length, Tus.Metadata(lesson, "lesson.mp4")));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var sent = await program.SendAsync(Tus.Patch(begun.Headers.Location!, 0, film));
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        var read = await program.GetFromJsonAsync<JsonObject>($"/api/lessons/{lesson}");
        Assert.Equal("ready", (string?)read!["recording"]!["state"]);
        foreach (var path in (string[])[
            "/api/me", $"/media/lessons/{lesson}/original", $"/media/lessons/{lesson}/main.m3u8",
            $"/api/lessons/{lesson}/export", "/api/me/export",
            $"/api/lessons/{lesson}/exports/annotations.csv"])
            Assert.Equal(HttpStatusCode.OK, await Status(program, "GET", path));
        var listed = (await amira.Http.GetFromJsonAsync<JsonArray>("/api/me/tokens"))!.Single()!;
        Assert.Equal($"{app.Clock.GetUtcNow():yyyy-MM-dd}", (string?)listed["lastUsedOn"]);

        using var stream = await program.GetStreamAsync(new Uri("/api/events", UriKind.Relative));
        using var lines = new StreamReader(stream);
        Assert.StartsWith("event:", await lines.ReadLineAsync(), StringComparison.Ordinal);
        await amira.Http.DeleteAsync(new Uri($"/api/me/tokens/{listed["id"]}", UriKind.Relative));
        await lines.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(program, "GET", "/api/me"));
    }

    [Fact]
    public async Task A_token_that_may_read_changes_nothing()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var program = Program(await Make(amira, "read"));
        Assert.Equal(HttpStatusCode.OK, await Status(program, "GET", $"/api/lessons/{lesson}"));
        var refused = await program.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        Assert.Contains("only read", await Problem.TitleOf(refused, HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(program, "POST", "/api/lessons"));
    }

    [Fact]
    public async Task No_token_looks_after_accounts_sessions_or_people_even_with_a_cookie_beside_it()
    {
        var dana = await app.Someone("Dana", "Tokenfield", "admin");
        using var program = Program(await Make(dana, "readAndWrite"));
        program.DefaultRequestHeaders.Add("Cookie", dana.Cookie);
        var school = await app.Sql<Guid>("select id from schools where name = 'Tokenfield'");
        var refused = Routes.Of(app).Where(route => route.Pattern.StartsWith("/api/session")
            || route.Pattern.StartsWith("/api/me/") && !route.Pattern.EndsWith("export")
            || route.Pattern.StartsWith("/api/schools/{schoolId:guid}/")
                && !route.Pattern.EndsWith("retention")
            || route.Pattern is "/account" or "/account/second-step" or "/people" or "/sign-in").ToList();
        Assert.True(refused.Count > 20, $"Only {refused.Count} routes were found.");
        foreach (var (method, pattern) in refused)
            Assert.True(
                await Status(program, method, Routes.Fill(pattern, $"{school}")) == HttpStatusCode.Forbidden,
                $"{method} {pattern} is not refused");
        Assert.Equal(HttpStatusCode.OK, await dana.StatusOf("/people"));

        // What a person may do only with a second step, their program may not do without.
        await app.Sql<int>("update schools set needs_second_step = true where name = 'Tokenfield'");
        Assert.Equal(HttpStatusCode.Forbidden, await Status(program, "GET", "/api/lessons"));
    }

    [Theory]
    [InlineData("ended on the page")]
    [InlineData("its last day")]
    [InlineData("another password")]
    [InlineData("disabled")]
    [InlineData("leaving")]
    [InlineData("never made")]
    public async Task A_token_opens_nothing_after(string what)
    {
        var (amira, dana) = (await app.Someone("Amira"), await app.Someone("Dana", role: "admin"));
        var token = await Make(amira, "readAndWrite");
        using var program = Program(what == "never made" ? $"llt_{Guid.NewGuid():N}" : token);
        program.DefaultRequestHeaders.Add("Cookie", amira.Cookie);
        if (what == "ended on the page")
            await amira.Http.Submit("/account?handler=EndToken", ("token", await IdOf(token)));
        else if (what == "its last day") app.Clock.Advance(TimeSpan.FromDays(32));
        else if (what == "disabled") await dana.Do("Disable", amira);
        else if (what == "leaving") await amira.Http.PutAsJsonAsync(
            $"/api/schools/{await app.Sql<Guid>("select id from schools where name = 'Riverside'")}/people/"
            + $"{amira.Id}/departure", new { lessons = "delete" });
        else if (what == "another password")
            await amira.Http.PutAsJsonAsync(
                "/api/me/password", new { current = Right, next = "nine small otters" });
        foreach (var path in (string[])["/api/me", "/api/session", "/account", "/health/live"])
        {
            var answer = await program.GetAsync(new Uri(path, UriKind.Relative));
            await Problem.TitleOf(answer, HttpStatusCode.Unauthorized);
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        // What ends by itself, or was never there, is nothing that anybody has done.
        Assert.Equal(what is "its last day" or "never made" ? 0 : 1, await app.Sql<int>("""
            select count(*) from log_entries e join memberships m on m.school_id = e.school_id
            where e.act = 'token.ended' and m.person_id = @Dana and @Amira in (e.about_id, e.actor_id)
            """, new { Dana = dana.Id, Amira = amira.Id }));
    }

    [Fact]
    public async Task A_token_that_was_asked_for_with_the_password_of_before_is_not_made()
    {
        var amira = await app.Someone("Amira");
        await using var other = new NpgsqlConnection(app.ConnectionString);
        await other.OpenAsync();
        await using var changing = await other.BeginTransactionAsync();
        await other.ExecuteAsync(
            "update people set password_hash = 'another' where id = @Id", new { amira.Id });
        var asking = Ask(amira, "readAndWrite", Day(30));
        await Wait.Until(async () => asking.IsCompleted || await app.Sql<int>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """) > 0);
        await changing.CommitAsync();
        await Problem.TitleOf(await asking, HttpStatusCode.Conflict);
        Assert.Empty((await amira.Http.GetFromJsonAsync<JsonArray>("/api/me/tokens"))!);
    }

    [Fact]
    public async Task A_token_is_shown_once_on_the_page_and_kept_as_a_hash()
    {
        var amira = await app.Someone("Amira");
        (string, string)[] fields =
            [("name", "Lab"), ("may", "Read"), ("endsOn", Day(30)), ("password", Right)];
        var page = await amira.Http.Submit("/account?handler=Token", fields);
        var token = (await page.Content.ReadAsStringAsync()).Split("value=\"llt_")[1].Split('"')[0];
        Assert.Equal(32, token.Length);
        Assert.DoesNotContain(token, await amira.Http.Read("/account"), StringComparison.Ordinal);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from tokens t where t::text like @token", new { token = $"%{token[..8]}%" }));
        fields[^1] = ("password", "wrong");
        Assert.Equal(HttpStatusCode.BadRequest,
            (await amira.Http.Submit("/account?handler=Token", fields)).StatusCode);
        await amira.Http.Submit("/account?handler=EndToken", ("token", await IdOf("llt_" + token)));
        Assert.Equal("session.begun token.made token.ended", await app.Sql<string>(
            "select string_agg(act, ' ' order by sequence) from log_entries where actor_id = @Id",
            new { amira.Id }));
        foreach (var wrong in (int[])[-1, 400])
            await Problem.TitleOf(await Ask(amira, "read", Day(wrong)), HttpStatusCode.BadRequest);
        for (var i = 0; i < 20; i++) await Make(amira, "read");
        await Problem.TitleOf(await Ask(amira, "read", Day(1)), HttpStatusCode.Conflict);
        var ben = await app.Someone("Ben");
        var foreign = await app.Sql<Guid>("select id from tokens where person_id = @Id limit 1",
            new { amira.Id });
        await Problem.TitleOf(await ben.Http.DeleteAsync(
            new Uri($"/api/me/tokens/{foreign}", UriKind.Relative)), HttpStatusCode.NotFound);
        Assert.Equal("bearer", (string?)(await ApiDocument.Of(app)).Schemas.Parent!
            ["securitySchemes"]!["token"]!["scheme"]);
    }

    private string Day(int ahead) => $"{app.Clock.GetUtcNow().AddDays(ahead):yyyy-MM-dd}";

    private static Task<HttpResponseMessage> Ask(SignedIn person, string may, string endsOn) =>
        person.Http.PostAsJsonAsync("/api/me/tokens", new { name = "Lab", may, endsOn, password = Right });

    private async Task<string> Make(SignedIn person, string may)
    {
        var made = await Ask(person, may, Day(31));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (string)(await SignedIn.Json(made))["token"]!;
    }

    private async Task<string> IdOf(string token) => (await app.Sql<Guid>(
        "select id from tokens where token_hash = sha256(@token::bytea)", new { token })).ToString();

    /// <summary>From nowhere: it says no origin, as programs do.</summary>
    private HttpClient Program(string token)
    {
        var program = app.NewClient(fromOurPages: false);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    private static async Task<HttpStatusCode> Status(HttpClient program, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT") request.Content = JsonContent.Create(new { });
        using var answer = await program.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
