using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LessonLens.Lessons;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Lessons;

/// <summary>
/// To keep a child safe, two people of a school together may open a lesson for one of them, for a day, and it
/// stays on record.
/// </summary>
public sealed partial class SafeguardingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Page = "/people/safeguarding";

    [Fact]
    public async Task Two_people_let_one_of_them_watch_and_not_write_and_the_owner_is_told_at_once()
    {
        await using var postbox = Postbox.Of(app);
        var (amira, dana, corin, lesson) = await School();
        await Ask(dana, lesson);
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
        Assert.Contains("asks to see <em", (await corin.Http.Read("/")).Replace("\n", ""),
            StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, await Do(corin, "Approve", await ViewOn(corin)));

        var letter = await postbox.LetterTo(amira.Email);
        Assert.Contains("Dana can see your lesson", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("A child said", letter, StringComparison.Ordinal);
        var seen = await dana.Get($"/api/lessons/{lesson}");
        Assert.Equal("view", (string?)seen["may"]);
        using var note = await dana.WriteNote(lesson, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.Forbidden, note.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}/grants"));
        var home = await amira.Http.Read("/");
        Assert.Contains("Dana can see", home, StringComparison.Ordinal);
        Assert.Contains("Corin agreed", home, StringComparison.Ordinal);
        Assert.DoesNotContain("A child said", home, StringComparison.Ordinal);
        Assert.Equal(
            ["Dana safeguarding.asked", "Corin safeguarding.approved", "Dana lesson.opened"],
            await Told(amira, lesson));
    }

    [Fact]
    public async Task One_person_alone_cannot_nor_the_owner_nor_anybody_without_the_role()
    {
        var (amira, dana, _, lesson) = await School();
        var ben = await app.Someone("Ben", school: SchoolOf(lesson));
        var omar = await app.Someone("Omar", school: "Elsewhere", role: "admin");
        foreach (var other in (SignedIn[])[ben, omar, amira])
        {
            using var asked = await other.Http.Submit($"{Page}?handler=Ask",
                ("lesson", $"{lesson}"), ("reason", "I want to"));
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        }

        await Ask(dana, lesson);
        var view = await ViewOn(dana);

        foreach (var other in (SignedIn[])[dana, dana, amira, ben, omar])
            Assert.Equal(HttpStatusCode.NotFound, await Do(other, "Approve", view));
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(Page));
        Assert.DoesNotContain($"{view}", await omar.Http.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_is_an_administrator_does_not_decide_on_their_own_lesson()
    {
        var school = $"School {Guid.NewGuid():N}";
        var (amira, dana) = (
            await app.Someone("Amira", school, "admin"), await app.Someone("Dana", school, "admin"));
        var lesson = await amira.PlanLesson();
        await Ask(dana, lesson);

        Assert.Equal(HttpStatusCode.NotFound, await Do(amira, "Approve", await ViewOn(dana)));
        Assert.DoesNotContain("A child said", await amira.Http.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_24_hours_it_is_over_and_whoever_ends_it_earlier_ends_it_at_once()
    {
        var (amira, dana, corin, lesson) = await School();
        foreach (var end in (Func<Guid, Task>[])[
            async view => Assert.Equal(HttpStatusCode.Redirect, await Do(corin, "End", view)),
            async view =>
            {
                // The database's clock counts, which no test can move: so what it is compared with moves.
                Assert.InRange(await app.Sql<double>("""
                    select extract(epoch from until_at - now())::float8 from safeguarding_views
                    where id = @view
                    """, new { view }), 86_000, 86_400);
                await app.Sql<int>("""
                    update safeguarding_views set decided_at = decided_at - interval '24 h',
                        until_at = until_at - interval '24 h' where id = @view
                    """, new { view });
                await app.Services.GetRequiredService<GrantEnds>().LogAll(Stop);
            },
        ])
        {
            await Ask(dana, lesson);
            var view = await ViewOn(corin);
            await Do(corin, "Approve", view);
            Assert.Equal(HttpStatusCode.OK, await dana.StatusOf($"/api/lessons/{lesson}"));
            await end(view);
            Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
            Assert.Equal(HttpStatusCode.NotFound, await Do(corin, "Approve", view));
        }

        var told = await Told(amira, lesson);
        Assert.Equal(2, told.Count(line => line.EndsWith("safeguarding.ended", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_asked_takes_it_back_and_asks_anew_and_is_told_where_nobody_could_agree()
    {
        var (_, dana, corin, lesson) = await School();
        await Ask(dana, lesson);
        var view = await ViewOn(corin);
        Assert.Equal(HttpStatusCode.NotFound, await Do(corin, "TakeBack", view));
        Assert.Equal(HttpStatusCode.Redirect, await Do(dana, "TakeBack", view));
        Assert.Equal(HttpStatusCode.NotFound, await Do(dana, "TakeBack", view));
        Assert.Equal(HttpStatusCode.NotFound, await Do(corin, "Approve", view));
        Assert.Contains("took it back", await corin.Http.Read(Page), StringComparison.Ordinal);

        await Ask(dana, lesson);
        var anew = await ViewOn(corin);
        Assert.NotEqual(view, anew);
        Assert.Equal(HttpStatusCode.Redirect, await Do(corin, "Approve", anew));
        Assert.Equal(HttpStatusCode.NotFound, await Do(dana, "TakeBack", anew));

        const string nobody = "Nobody else here could agree";
        Assert.DoesNotContain(nobody, await dana.Http.Read($"{Page}?lesson={lesson}"));
        await app.Sql<int>("update memberships set role = 'teacher' where person_id = @Id", new { corin.Id });
        Assert.Contains(nobody, await dana.Http.Read($"{Page}?lesson={lesson}"));
    }

    [Fact]
    public async Task Who_no_longer_looks_after_the_school_no_longer_sees_it()
    {
        var (_, dana, corin, lesson) = await School();
        await Ask(dana, lesson);
        await Do(corin, "Approve", await ViewOn(corin));
        Assert.Equal(HttpStatusCode.OK, await dana.StatusOf($"/api/lessons/{lesson}"));
        await app.Sql<int>("update people set disabled_at = now() where id = @Id", new { corin.Id });
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
        await app.Sql<int>("update people set disabled_at = null where id = @Id", new { corin.Id });
        await app.Sql<int>("update memberships set role = 'teacher' where person_id = @Id", new { dana.Id });
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task The_owner_is_not_told_only_where_it_is_written_down_why()
    {
        var (amira, dana, corin, lesson) = await School();
        using var unexplained = await dana.Http.Submit($"{Page}?handler=Ask", ("lesson", $"{lesson}"),
            ("reason", "A child said something"), ("withhold", "true"), ("because", " "));
        Assert.Equal(HttpStatusCode.BadRequest, unexplained.StatusCode);
        Assert.Contains("A child said something",
            await unexplained.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await Ask(dana, lesson, because: "The police ask us to wait");
        Assert.Contains("The police ask us to wait", await corin.Http.Read(Page), StringComparison.Ordinal);
        await Do(corin, "Approve", await ViewOn(corin));
        await dana.StatusOf($"/api/lessons/{lesson}");

        Assert.Empty(await Told(amira, lesson));
        Assert.DoesNotContain("safeguarding", await amira.Http.Read("/"), StringComparison.Ordinal);
        Assert.Equal("safeguarding.asked,safeguarding.approved,lesson.opened", await app.Sql<string>("""
            select string_agg(act, ',' order by sequence) from log_entries where lesson_id = @lesson
            """, new { lesson }));
    }

    [Fact]
    public async Task An_administrator_sees_that_a_lesson_is_there_and_nothing_that_is_in_it()
    {
        var (amira, dana, corin, lesson) = await School();
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus = "Hidden question" }, Stop);

        var page = await dana.Http.Read("/people/lessons");

        Assert.Contains("Comparing fractions", page, StringComparison.Ordinal);
        Assert.Contains("Amira", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden question", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/media/", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await corin.StatusOf("/people/lessons"));
        var omar = await app.Someone("Omar", school: "Elsewhere", role: "admin");
        Assert.DoesNotContain($"{lesson}", await omar.Http.Read("/people/lessons"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_checks_the_log_of_their_own_school()
    {
        var (_, dana, corin, lesson) = await School();
        var school = await app.Sql<Guid>("select school_id from lessons where id = @lesson", new { lesson });
        var check = $"/people/log?school={school}&isChecked=true";

        Assert.Contains(
            "are as they were written", await dana.Http.Read(check), StringComparison.Ordinal);
        Assert.Contains("This is not the log",
            await dana.Http.Read($"{check}&noted=1:00"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await corin.StatusOf("/people/log"));
        var omar = await app.Someone("Omar", school: "Elsewhere", role: "admin");
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/people/log?school={school}"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string SchoolOf(Guid lesson) => $"School of {lesson}";

    /// <summary>A teacher with a lesson, an administrator and a coordinator.</summary>
    private async Task<(SignedIn Amira, SignedIn Dana, SignedIn Corin, Guid Lesson)> School()
    {
        var school = $"School {Guid.NewGuid():N}";
        var amira = await app.Someone("Amira", school);
        var lesson = await amira.PlanLesson();
        await app.Sql<int>("update schools set name = @to where name = @school",
            new { to = SchoolOf(lesson), school });
        return (amira, await app.Someone("Dana", SchoolOf(lesson), "admin"),
            await app.Someone("Corin", SchoolOf(lesson), "coordinator"), lesson);
    }

    private static async Task Ask(SignedIn person, Guid lesson, string? because = null)
    {
        using var asked = await person.Http.Submit($"{Page}?handler=Ask", [
            ("lesson", $"{lesson}"), ("reason", "A child said something"),
            .. because is null
                ? Array.Empty<(string, string)>() : [("withhold", "true"), ("because", because)],
        ]);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }

    private static async Task<HttpStatusCode> Do(SignedIn person, string what, Guid view)
    {
        using var answer = await person.Http.Submit($"{Page}?handler={what}", ("view", $"{view}"));
        return answer.StatusCode;
    }

    /// <summary>The newest on the page.</summary>
    private static async Task<Guid> ViewOn(SignedIn person) =>
        Guid.Parse(View().Match(await person.Http.Read(Page)).Groups[1].Value);

    private static async Task<IEnumerable<string>> Told(SignedIn owner, Guid lesson) =>
        (await owner.Get($"/api/lessons/{lesson}/access-log"))["entries"]!.AsArray()
            .Select(one => $"{one!["who"]?["name"]} {one["act"]}").Reverse();

    [GeneratedRegex("name=\"view\" value=\"([0-9a-f-]{36})\"")]
    private static partial Regex View();
}
