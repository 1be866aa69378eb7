using System.Net;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Home;

/// <summary>What the first page says is waiting.</summary>
public sealed partial class WaitingTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Home_says_who_left_notes_that_I_have_not_seen()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson("Comparing fractions");
        await amira.Share(lesson, with: ben);
        await ben.WriteNote(lesson, Guid.CreateVersion7());
        Assert.Contains(
            ($"/lessons/{lesson}", "Ben Carter left a note on Comparing fractions"), await Waits(amira));

        await ben.WriteNote(lesson, Guid.CreateVersion7());
        Assert.Contains(
            ($"/lessons/{lesson}", "Ben Carter left 2 notes on Comparing fractions"), await Waits(amira));
        Assert.Empty(await Waits(ben));
    }

    [Fact]
    public async Task Home_offers_to_go_on_with_an_upload_and_says_where_it_stopped()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson("Comparing fractions");
        var upload = (await amira.BeginUpload(lesson, 1000)).Headers.Location!;
        await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[615]));
        var (leads, says) = Assert.Single(await Waits(amira));
        Assert.Equal($"/lessons/new?lesson={lesson}", leads);
        Assert.Contains("is on its way, 61 % has arrived", says, StringComparison.Ordinal);

        await app.Sql<int>("""
            update uploads set moved_at = now() - interval '2 minutes' where lesson_id = @lesson
            """, new { lesson });
        Assert.Equal("Your upload for Comparing fractions stopped at 61 %: go on",
            (await Waits(amira))[0].Says);
    }

    [Fact]
    public async Task Home_leads_to_why_a_recording_could_not_be_made_watchable()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson("Comparing fractions");
        await amira.Upload(lesson, "no video"u8.ToArray());
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "failed");
        Assert.Equal(($"/lessons/{lesson}", "Comparing fractions could not be made watchable: see why"),
            Assert.Single(await Waits(amira)));
    }

    [Fact]
    public async Task A_deleted_lesson_is_taken_back_without_scripts_by_its_owner_alone()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        foreach (var (person, answered, then) in (ValueTuple<SignedIn, HttpStatusCode, HttpStatusCode>[])[
            (ben, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (amira, HttpStatusCode.Redirect, HttpStatusCode.OK)])
        {
            using var form = new FormUrlEncodedContent([new("lesson", lesson.ToString())]);
            var answer = await person.Http.PostAsync(new Uri("/?handler=TakeBack", UriKind.Relative), form);
            Assert.Equal(answered, answer.StatusCode);
            Assert.Equal(then, await amira.StatusOf($"/api/lessons/{lesson}"));
        }
    }

    private static async Task<IReadOnlyList<(string Leads, string Says)>> Waits(SignedIn person)
    {
        var page = await person.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        var list = WaitingList().Match(page).Value;
        return [.. Link().Matches(list).Select(link => (link.Groups[1].Value,
            Space().Replace(WebUtility.HtmlDecode(Tag().Replace(link.Groups[2].Value, "")), " ").Trim()))];
    }

    [GeneratedRegex("<ul role=\"list\" class=\"waiting.*?</ul>", RegexOptions.Singleline)]
    private static partial Regex WaitingList();

    [GeneratedRegex("<a href=\"(.*?)\">(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Link();

    [GeneratedRegex("<.*?>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
