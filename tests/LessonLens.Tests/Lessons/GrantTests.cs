using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class GrantTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_grant_says_who_may_do_what_why_and_until_when()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        var answer = await Give(amira, lesson, ben.Id, new { may = "view", reason = " Peer coaching " });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var grants = (await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!;
        var grant = Assert.Single(grants)!;
        Assert.Equal(ben.Id, grant["personId"]!.GetValue<Guid>());
        Assert.Equal("Ben", grant["name"]!.GetValue<string>());
        Assert.Equal("view", grant["may"]!.GetValue<string>());
        Assert.Equal("Peer coaching", grant["reason"]!.GetValue<string>());
        var until = grant["until"]!.GetValue<DateTime>().ToUniversalTime();
        Assert.Equal((8, 1), (until.Month, until.Day));
        Assert.InRange(until, DateTime.UtcNow.AddDays(30), DateTime.UtcNow.AddDays(366 + 30));
    }

    [Fact]
    public async Task A_grant_that_is_given_again_takes_the_place_of_the_first()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        await Give(amira, lesson, ben.Id, new { may = "view", reason = "First" });
        var until = DateTime.UtcNow.AddDays(3);
        var again = await Give(amira, lesson, ben.Id, new { may = "annotate", reason = "Second", until });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        Assert.Equal("annotate", (await ben.Get($"/api/lessons/{lesson}"))["may"]!.GetValue<string>());
        var grants = (await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!;
        Assert.Equal("Second", Assert.Single(grants)!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_grant_is_withdrawn_at_once_and_again_without_complaint()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        await amira.Share(lesson, with: ben);
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await amira.Withdraw(lesson, from: ben)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
            Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/lessons/{lesson}"));
        }
    }

    [Fact]
    public async Task A_grant_runs_out_by_the_clock_of_the_database()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        await amira.Share(lesson, with: ben);
        await app.Sql<int>("update grants set until_at = now() where lesson_id = @lesson", new { lesson });
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));
        Assert.Empty((await amira.Http.GetFromJsonAsync<JsonArray>($"/api/lessons/{lesson}/grants"))!);
    }

    [Fact]
    public async Task Nobody_passes_a_grant_on_or_sees_who_else_has_one()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        var omar = await app.Someone("Omar", school: "Hilltop");
        await amira.Share(lesson, with: ben);
        await Problem.TitleOf(await Give(ben, lesson, omar.Id), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Give(ben, lesson, ben.Id), HttpStatusCode.NotFound);
        await Problem.TitleOf(await Give(omar, lesson, omar.Id), HttpStatusCode.NotFound);
        await Problem.TitleOf(await ben.Withdraw(lesson, from: ben), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}/grants"));
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf($"/api/lessons/{lesson}"));
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task What_cannot_be_granted_is_refused_in_words()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        await Refused(HttpStatusCode.NotFound, Guid.CreateVersion7(), new { may = "view", reason = "x" });
        await Refused(HttpStatusCode.BadRequest, amira.Id, new { may = "view", reason = "x" });
        foreach (var grant in (object[])
        [
            new { may = "view", reason = "x", until = DateTime.UtcNow.AddMinutes(-1) },
            new { may = "view", reason = "x", until = "tomorrow" },
            new { may = "own", reason = "x" },
            new { may = 1, reason = "x" },
            new { may = "view" },
            new { reason = "x" },
            new { may = "view", reason = " " },
            new { may = "view", reason = new string('x', 501) },
            new { may = "view", reason = "x", forever = true },
        ]) await Refused(HttpStatusCode.BadRequest, ben.Id, grant);
        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/api/lessons/{lesson}"));

        async Task Refused(HttpStatusCode expected, Guid person, object grant) =>
            await Problem.TitleOf(await Give(amira, lesson, person, grant), expected);
    }

    [Fact]
    public async Task A_grant_for_a_moment_is_a_grant_and_no_fault_of_ours()
    {
        var (amira, ben, lesson) = await TwoAndALesson();
        for (var ms = 1; ms < 40; ms++)
        {
            var grant = new { may = "view", reason = "x", until = DateTime.UtcNow.AddMilliseconds(ms) };
            Assert.InRange((int)(await Give(amira, lesson, ben.Id, grant)).StatusCode, 200, 400);
        }
    }

    private async Task<(SignedIn Amira, SignedIn Ben, Guid Lesson)> TwoAndALesson()
    {
        var amira = await app.Someone("Amira");
        return (amira, await app.Someone("Ben"), await amira.PlanLesson());
    }

    private static Task<HttpResponseMessage> Give(
        SignedIn owner, Guid lesson, Guid person, object? grant = null) =>
        owner.Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/grants/{person}", grant ?? new { may = "view", reason = "Look with me" });
}
