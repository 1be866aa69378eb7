using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LessonLens.Database;
using LessonLens.People;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.People;

/// <summary>
/// Who looks after a school reads in plain words what happened in it, and cannot do so without a trace.
/// </summary>
public sealed partial class LogReadingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task It_says_what_happened_in_plain_words_the_newest_first_and_nothing_that_was_written()
    {
        var (dana, amira, ben, lesson) = await School();
        await ben.StatusOf($"/api/lessons/{lesson}");
        await amira.WriteNote(lesson, Guid.CreateVersion7(), "Leila has an idea");
        await amira.Withdraw(lesson, from: ben);
        await dana.Http.PutAsJsonAsync($"/api/lessons/{lesson}/hold", new { reason = "A parent asked" });
        await dana.Do("Disable", ben);
        using var nobody = app.NewClient();
        await nobody.Submit("/sign-in", ("Email", amira.Email), ("Password", "wrong password"));
        await Wait.Until(() => app.Sql<bool>("""
            select exists (select from log_entries where act = 'session.refused' and about_id = @Id)
            """, new { amira.Id }));

        Assert.Equal([
            "Somebody tried a wrong password for Amira", "Dana disabled Ben, who cannot sign in any more",
            "Dana held “Comparing fractions”, so that nothing of it is erased",
            "Amira withdrew “Comparing fractions” from Ben", "Ben opened “Comparing fractions”",
            "Amira let Ben see “Comparing fractions”",
            "Ben signed in", "Amira signed in", "Dana signed in",
        ], await Said(dana));
        var page = await Page(dana);
        Assert.DoesNotContain("Leila", page, StringComparison.Ordinal);
        Assert.DoesNotContain("We look at it together", page, StringComparison.Ordinal);
        var corin = await app.Someone("Corin", SchoolOf(lesson), "coordinator");
        foreach (var other in (SignedIn[])[amira, corin])
            Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf("/people/log"));
    }

    [Fact]
    public async Task It_is_narrowed_by_person_lesson_kind_and_day_and_never_tells_of_another_school()
    {
        var (dana, amira, ben, lesson) = await School();
        var (omar, zoe, _, theirs) = await School();
        Task<string[]> Found(string query) => Said(dana, query);

        string[] opened = ["Amira let Ben see “Comparing fractions”"];
        Assert.Equal(opened.Append("Amira signed in"), await Found("who=aMÍRA"));
        Assert.Equal(opened.Append("Ben signed in"), await Found($"who={ben.Email}"));
        Assert.Equal(opened, await Found($"lesson={lesson}"));
        Assert.Equal(opened, await Found("lesson=fractions"));
        Assert.Equal(opened, await Found("what=shared"));
        Assert.Equal(opened, await Found("who=ben&lesson=fractions&what=shared&zone=Pacific/Kiritimati"));
        foreach (var nothing in (string[])[
            "who=nobody", $"who={omar.Email}", $"lesson={theirs}", "lesson=geometry", "what=safeguarding",
            "what=shared&until=2020-01-01", "what=shared&from=2190-01-01",
        ])
            Assert.Contains("Nothing in the log fits that", await Page(dana, nothing),
                StringComparison.Ordinal);
        await app.Sql<int>("delete from lessons where id = @lesson", new { lesson });
        Assert.Equal(["Amira let Ben see a lesson that is gone"], await Found($"lesson={lesson}"));

        // Whoever looks for somebody of elsewhere is not told that there is such a one.
        Assert.Contains("Dana read this log, about 0 people", await Said(dana));
        Assert.Contains("Dana read this log, about Amira", await Said(dana));
        Assert.DoesNotContain($"{zoe.Id}", await Page(dana), StringComparison.Ordinal);
        var school = await app.Sql<Guid>("select school_id from lessons where id = @theirs", new { theirs });
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/people/log?school={school}"));
        foreach (var wrong in (string[])["from=31.12.2026", "until=2026-02-30", "what=all", "zone=Mars",
            "who=%00", $"lesson={new string('x', 201)}"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await dana.StatusOf($"/people/log?{wrong}"));
            var mine = await app.Sql<Guid>(
                "select school_id from memberships where person_id = @Id", new { dana.Id });
            await Problem.TitleOf(await dana.Http.GetAsync(new Uri(
                $"/api/schools/{mine}/log.csv?{wrong}", UriKind.Relative)), HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task That_it_was_read_and_what_for_is_in_it_once_in_five_minutes_and_only_there()
    {
        var (dana, amira, _, lesson) = await School();
        for (var times = 0; times < 2; times++)
            await Task.WhenAll(((string[])["", "", $"lesson={lesson}&what=seen", "from=2026-11-03"])
                .Select(query => Page(dana, query)));

        Task<string[]> Readings() => Said(dana, "what=seen");
        Assert.Equal([
            "Dana read this log",
            "Dana read this log, about “Comparing fractions”, “Opened and watched” only",
            "Dana read this log, from 3 Nov 2026",
        ], (await Readings()).Order(StringComparer.Ordinal));
        Assert.Contains("Dana read this log, “Opened and watched” only", await Readings());
        Assert.DoesNotContain("log.read", (await amira.Get($"/api/lessons/{lesson}/access-log"))
            .ToJsonString(), StringComparison.Ordinal);

        // The database's clock counts, which no test can move: so what it is compared with moves.
        await app.Sql<int>("""
            set session_replication_role = replica;
            update log_entries set at = at - interval '6 min' where actor_id = @Id and act = 'log.read';
            set session_replication_role = origin
            """, new { dana.Id });
        await Page(dana);
        Assert.Equal(2, (await Readings()).Count(said => said == "Dana read this log"));
    }

    [Fact]
    public async Task It_comes_50_a_page_by_their_numbers_and_all_of_what_was_asked_as_a_table()
    {
        var (dana, amira, _, lesson) = await School();
        var mallory = await app.Someone("=HYPERLINK(\"http://evil.example\")", SchoolOf(lesson));
        for (var times = 0; times < 30; times++)
        {
            await amira.Share(lesson, mallory, "view");
            await amira.Withdraw(lesson, from: mallory);
        }

        var (all, pages) = (new List<long>(), new List<long[]>());
        for (var path = "/people/log?what=shared"; path.Length > 0;)
        {
            var page = WebUtility.HtmlDecode(await dana.Http.Read(path));
            pages.Add(Numbers(page));
            path = Older().Match(page).Groups[1].Value;
        }

        foreach (var page in pages) all.AddRange(page);
        Assert.Equal([50, 11], pages.Select(page => page.Length));
        Assert.Equal(61, all.Distinct().Count());
        Assert.Equal(all.OrderDescending(), all);
        Assert.Equal(pages[0], Numbers(await Page(dana, $"what=shared&after={pages[1][0]}")));
        Assert.Equal(all[1..51], Numbers(await Page(dana, $"what=shared&after={all[51]}")));
        Assert.Contains("There is nothing older", await Page(dana, "before=1"), StringComparison.Ordinal);

        var school = await app.Sql<Guid>("select school_id from lessons where id = @lesson", new { lesson });
        var table = await dana.Http.Read($"/api/schools/{school}/log.csv?what=shared");
        Assert.Equal(63, table.Split("\r\n").Length);
        Assert.Contains(
            "\"'=HYPERLINK(\"\"http://evil.example\"\")\",\"“Comparing fractions”\"", table,
            StringComparison.Ordinal);
        Assert.Contains(
            "Dana took this log away as a table, “Shared and withdrawn” only", await Said(dana));
    }

    [Fact]
    public async Task Who_is_not_told_of_a_safeguarding_view_is_not_told_here_either()
    {
        var (dana, _, _, lesson) = await School();
        var amira = await app.Someone("Avery", SchoolOf(lesson), "admin");
        var hers = await amira.PlanLesson("Avery’s lesson");
        foreach (var (of, withhold) in ((Guid, bool)[])[(hers, true), (lesson, false)])
            await dana.Http.Submit("/people/safeguarding?handler=Ask", ("lesson", $"{of}"),
                ("reason", "A child said something"), ("withhold", $"{withhold}"),
                ("because", "It may be them"));

        const string Asked = "what=safeguarding";
        Assert.Equal(2, (await Said(dana, Asked)).Length);
        Assert.Equal(["Dana asked to see “Comparing fractions” for safeguarding"], await Said(amira, Asked));
        Assert.Contains("A child said something", await Page(amira, Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_everything_that_is_logged_there_are_words()
    {
        var (dana, amira, _, lesson) = await School();
        var school = await app.Sql<Guid>("select school_id from lessons where id = @lesson", new { lesson });
        foreach (var act in LogAct.All)
            await app.Services.GetRequiredService<Db>().Change(change =>
            {
                LogBook.Append(change, new LogEntry(act)
                {
                    SchoolId = school, ActorId = dana.Id, AboutId = amira.Id, LessonId = lesson,
                    Detail = new { roles = "teacher.admin", tokens = 2 },
                });
                return Task.CompletedTask;
            }, Stop);

        var table = await dana.Http.Read($"/api/schools/{school}/log.csv");
        Assert.True(LogAct.All.Count > 40);
        foreach (var act in LogAct.All) Assert.Contains($"\"{act.Word}\"", table, StringComparison.Ordinal);
        Assert.DoesNotContain("did this", table, StringComparison.Ordinal);
        Assert.Contains("Dana made Amira teacher and administrator", table, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string SchoolOf(Guid lesson) => $"School of {lesson}";

    /// <summary>An administrator, a teacher who shared a lesson, and with whom.</summary>
    private async Task<(SignedIn Dana, SignedIn Amira, SignedIn Ben, Guid Lesson)> School()
    {
        var school = $"School {Guid.NewGuid():N}";
        var dana = await app.Someone("Dana", school, "admin");
        var (amira, ben) = (await app.Someone("Amira", school), await app.Someone("Ben", school));
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, ben, "view");
        await app.Sql<int>("update schools set name = @to where name = @school",
            new { to = SchoolOf(lesson), school });
        return (dana, amira, ben, lesson);
    }

    private static async Task<string> Page(SignedIn reader, string query = "") =>
        WebUtility.HtmlDecode(await reader.Http.Read($"/people/log?{query}"));

    private static async Task<string[]> Said(SignedIn reader, string query = "") =>
        [.. Sentence().Matches(await Page(reader, query)).Select(match => match.Groups[1].Value)];

    private static long[] Numbers(string page) => [.. Number().Matches(page)
        .Select(match => long.Parse(match.Groups[1].Value))];

    [GeneratedRegex("<li>\\s*<p>(.*)</p>")]
    private static partial Regex Sentence();

    [GeneratedRegex("href=\"([^\"]*)\" rel=\"next\"")]
    private static partial Regex Older();

    [GeneratedRegex("No\\. ([0-9]+)<")]
    private static partial Regex Number();
}
