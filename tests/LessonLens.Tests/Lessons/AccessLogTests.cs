using System.Net;
using System.Text.Json.Nodes;
using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Tests.Media;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Lessons;

/// <summary>The owner sees who saw their lesson, all of it, and nobody else sees that.</summary>
public sealed class AccessLogTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Each_playback_and_each_download_is_in_it_once_also_one_that_was_cut_off()
    {
        var (people, count) = (LongForm.OrShort(25, 17), LongForm.OrShort(20, 3));
        var amira = await app.Someone("Amira");
        var viewers = new List<SignedIn>();
        for (var one = 0; one < people; one++) viewers.Add(await app.Someone($"Viewer {one}"));
        var lessons = new List<Guid>();
        for (var one = 0; one < count; one++) lessons.Add(await Watchable(amira, viewers));

        foreach (var lesson in lessons)
        {
            var watching = new Watching(amira, lesson);
            var rendition = await watching.Rendition();
            var parts = Watching.Segments(rendition).Prepend(Watching.Init(rendition)).ToList();
            // All at once, and each part twice, as two pages of the same person would ask.
            await Task.WhenAll(viewers.SelectMany(viewer => parts.Concat(parts)
                .Select(part => CutOff(viewer, $"/media/lessons/{lesson}/{part}"))
                .Append(CutOff(viewer, $"/api/lessons/{lesson}/exports/annotations.csv"))));
        }

        foreach (var lesson in lessons)
        {
            var entries = await All(amira, lesson);
            foreach (var act in (string[])["lesson.played", "notes.exported"])
                Assert.Equal(viewers.Select(viewer => viewer.Id).Order(),
                    entries.Where(one => (string?)one["act"] == act).Select(Who).Order());
        }

        Assert.Empty(await app.Services.GetRequiredService<LogCheck>().Check(stop: Stop));
    }

    [Fact]
    public async Task A_visit_lasts_until_half_an_hour_after_the_last_byte()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await Watchable(amira, [ben]);
        var part = Watching.Segments(await new Watching(amira, lesson).Rendition())[0];
        async Task<int> Playbacks() =>
            (await All(amira, lesson)).Count(one => (string?)one["act"] == "lesson.played");

        for (var minutes = 0; minutes < 60; minutes += 20)
        {
            await ben.StatusOf($"/media/lessons/{lesson}/{part}");
            Assert.Equal(1, await Playbacks());
            app.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var visit = (await All(amira, lesson)).Single(one => (string?)one["act"] == "lesson.played");
        var lasted = visit["until"]!.GetValue<DateTime>() - visit["at"]!.GetValue<DateTime>();
        Assert.InRange(lasted, TimeSpan.FromMinutes(39), TimeSpan.FromMinutes(41));
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        await ben.StatusOf($"/media/lessons/{lesson}/{part}");
        Assert.Equal(2, await Playbacks());
    }

    [Fact]
    public async Task It_tells_what_was_done_in_the_order_in_which_it_was()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await Watchable(amira, [ben]);

        await ben.Http.Read($"/lessons/{lesson}");
        await ben.StatusOf($"/api/lessons/{lesson}");
        await ben.StatusOf($"/media/lessons/{lesson}/stills/100.jpg");
        await ben.StatusOf($"/media/lessons/{lesson}/original");
        await amira.StatusOf($"/media/lessons/{lesson}/original");
        await ben.StatusOf($"{await Cutting.Cut(amira, lesson, 0, 1000)}/clip.mp4");
        await amira.Withdraw(lesson, from: ben);
        await amira.Withdraw(lesson, from: ben);
        await amira.Share(lesson, ben, "view");
        await app.Sql<int>("update grants set until_at = now() where lesson_id = @lesson", new { lesson });
        await app.Services.GetRequiredService<GrantEnds>().LogAll(Stop);
        await app.Services.GetRequiredService<GrantEnds>().LogAll(Stop);

        var told = (await Page(amira, lesson, "?others=true"))["entries"]!.AsArray()
            .Select(one => $"{one!["who"]?["name"]} {one["act"]} {one["about"]?["name"]}".Trim()).Reverse();
        Assert.Equal([
            "Amira grant.given Ben", "Ben lesson.opened", "Ben pictures.seen", "Amira original.downloaded",
            "Ben clip.played", "Amira grant.withdrawn Ben", "Amira grant.given Ben", "grant.ended Ben",
        ], told);
        Assert.Equal([
            "You let Ben see it", "Ben opened it", "Ben looked at pictures of it",
            "You downloaded the recording", "Ben watched a clip", "You withdrew it from Ben",
            "You let Ben see it", "The time for Ben to see it is over",
        ], (await Page(amira, lesson, "?others=true"))["entries"]!.AsArray()
            .Select(one => (string?)one!["says"]).Reverse());
    }

    [Fact]
    public async Task It_comes_in_parts_and_as_a_table_in_which_no_name_is_a_formula()
    {
        var amira = await app.Someone("Amira");
        var mallory = await app.Someone("=HYPERLINK(\"http://evil.example\")");
        var lesson = await amira.PlanLesson();
        for (var times = 0; times < 30; times++)
        {
            await amira.Share(lesson, mallory, "view");
            await amira.Withdraw(lesson, from: mallory);
        }

        var first = await Page(amira, lesson);
        Assert.Equal(50, first["entries"]!.AsArray().Count);
        Assert.Equal(60, (await All(amira, lesson)).Select(one => (long)one["number"]!).Distinct().Count());
        var table = await amira.Http.Read($"/api/lessons/{lesson}/access-log.csv");
        Assert.Contains("\"Amira\",\"grant.given\",\"'=HYPERLINK(\"\"http://evil.example\"\")\"", table,
            StringComparison.Ordinal);
        Assert.Equal(62, table.Split("\r\n").Length);
    }

    [Fact]
    public async Task It_is_the_owners_alone()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var ben = await app.Someone("Ben");
        await amira.Share(lesson, ben);
        var dana = await app.Someone("Dana", role: "admin");

        foreach (var other in (SignedIn[])[ben, dana, await app.Someone("Omar", school: "Elsewhere")])
        {
            Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf($"/api/lessons/{lesson}/access-log"));
            Assert.Equal(
                HttpStatusCode.NotFound, await other.StatusOf($"/api/lessons/{lesson}/access-log.csv"));
        }
    }

    [Fact]
    public async Task The_log_outlives_the_lesson_and_has_none_of_its_words()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson("Canaryword");
        await amira.Share(lesson, await app.Someone("Ben"));
        await amira.Http.DeleteAsync($"/api/lessons/{lesson}", Stop);
        await app.Sql<int>("update jobs set run_at = now() where subject = @lesson", new { lesson });

        await Wait.Until(async () => await app.Sql<int>("""
            select count(*) from log_entries where lesson_id = @lesson and act = 'lesson.erased'
            """, new { lesson }) == 1);
        Assert.Equal(0, await app.Sql<int>(
            "select count(*) from log_entries e where e::text ilike '%canaryword%'"));
        Assert.Equal("grant.given,lesson.deleted,lesson.erased", await app.Sql<string>("""
            select string_agg(act, ',' order by sequence) from log_entries where lesson_id = @lesson
            """, new { lesson }));
    }

    [Fact]
    public async Task Signing_in_and_failing_to_are_logged_without_addresses()
    {
        var amira = await app.Someone("Amira");
        Task<string?> Logged() => app.Sql<string>("""
            select string_agg(act || detail, ' ' order by sequence) from log_entries
            where @Id in (actor_id, about_id)
            """, new { amira.Id });

        using var nobody = app.NewClient();
        await nobody.Submit("/sign-in", ("Email", amira.Email), ("Password", "wrong password"));

        await Wait.Until(async () => await Logged() == "session.begun{} session.refused{}");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Guid Who(JsonNode entry) => entry["who"]!["id"]!.GetValue<Guid>();

    private static Task<JsonObject> Page(SignedIn owner, Guid lesson, string query = "") =>
        owner.Get($"/api/lessons/{lesson}/access-log{query}");

    private static async Task<List<JsonNode>> All(SignedIn owner, Guid lesson)
    {
        var all = new List<JsonNode>();
        for (var query = ""; ;)
        {
            var page = await Page(owner, lesson, query);
            all.AddRange(page["entries"]!.AsArray().Select(one => one!));
            if (page["before"] is not { } before) return all;
            query = $"?before={before}";
        }
    }

    private static async Task<Guid> Watchable(SignedIn owner, IEnumerable<SignedIn> viewers)
    {
        var lesson = await owner.PlanLesson();
        foreach (var viewer in viewers) await owner.Share(lesson, viewer, "view");
        await owner.UploadFile(lesson, await TestRecordings.Silent);
        await owner.RecordingOnce(lesson, one => one["state"]!.GetValue<string>() == "ready");
        return lesson;
    }

    /// <summary>Reads one byte and hangs up.</summary>
    private static async Task CutOff(SignedIn person, string path)
    {
        using var answer = await person.Http.GetAsync(
            new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        Assert.Equal(1, await body.ReadAsync(new byte[1], Stop));
    }
}
