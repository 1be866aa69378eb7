using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class EventsTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task An_open_page_hears_how_a_recording_gets_on_and_nobody_elses_page_does()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var omar = await app.Someone("Omar", school: "Hilltop");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben, may: "view");
        await using var amiras = await EventStream.Of(amira);
        await using var bens = await EventStream.Of(ben);
        await using var omars = await EventStream.Of(omar);
        foreach (var stream in (EventStream[])[amiras, bens])
            Assert.Equal("awaiting", await StateOf(stream, lesson));

        await amira.Upload(lesson, new byte[5000]);
        foreach (var stream in (EventStream[])[amiras, bens])
        {
            var state = "";
            while (state != "failed") state = await StateOf(stream, lesson);
        }

        // Omar hears of his own lesson, and of nothing before it.
        var omarsOwn = await omar.PlanLesson();
        await omar.BeginUpload(omarsOwn, 5000);
        Assert.Equal("arriving", await StateOf(omars, omarsOwn));
    }

    [Fact]
    public async Task A_page_hears_no_more_of_a_lesson_that_was_withdrawn()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);
        await using var bens = await EventStream.Of(ben);
        Assert.Equal("awaiting", await StateOf(bens, lesson));

        await amira.Withdraw(lesson, from: ben);
        await amira.BeginUpload(lesson, 5000);
        var bensOwn = await ben.PlanLesson();
        await ben.BeginUpload(bensOwn, 5000);
        Assert.Equal("arriving", await StateOf(bens, bensOwn));
    }

    [Fact]
    public async Task A_page_hears_when_a_lesson_comes_goes_or_is_talked_about()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var omar = await app.Someone("Omar", school: "Hilltop");
        var lesson = await amira.PlanLesson();
        await using var bens = await EventStream.Of(ben);
        await using var omars = await EventStream.Of(omar);
        Assert.Equal("quiet", (await omars.Next())?.Type);

        await amira.Share(lesson, with: ben);
        await Hears(bens, "access", lesson);
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        await Hears(bens, "conversation", lesson);
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus = "Who talks?" });
        await Hears(bens, "focus", lesson);
        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        await Hears(bens, "access", lesson);
        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}/deletion", UriKind.Relative));
        await Hears(bens, "access", lesson);
        Assert.Equal("quiet", (await omars.Next())?.Type);
    }

    private static async Task Hears(EventStream stream, string type, Guid lesson)
    {
        // A page hears something every five seconds, if only that there is nothing.
        for (var events = 0; events < 20 && await stream.Next() is var (heard, data); events++)
            if (heard == type && data.Contains(lesson.ToString(), StringComparison.Ordinal)) return;
        Assert.Fail($"No word of {type}.");
    }

    [Fact]
    public async Task A_page_is_told_no_more_once_its_person_has_signed_out()
    {
        var amira = await app.Someone("Amira");
        await using var stream = await EventStream.Of(amira);
        Assert.Equal("quiet", (await stream.Next())?.Type);
        await amira.Http.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        await stream.Ends();
    }

    private static async Task<string> StateOf(EventStream stream, Guid lesson)
    {
        var news = await stream.NextRecording();
        Assert.Equal(lesson, news["lessonId"]!.GetValue<Guid>());
        return news["recording"]!["state"]!.GetValue<string>();
    }
}
