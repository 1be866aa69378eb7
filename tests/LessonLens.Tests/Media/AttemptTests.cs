using System.Net;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Media;

/// <summary>Another attempt at a recording that failed.</summary>
public sealed class AttemptTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task What_failed_through_our_fault_is_made_after_all()
    {
        var (amira, lesson) = await Ready();
        await Interrupt(lesson);

        using var answer = await Again(amira, lesson);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("processing", (await SignedIn.Json(answer))["state"]!.GetValue<string>());
        var recording = await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        Assert.Null(recording["failure"]);
    }

    [Fact]
    public async Task What_has_not_failed_is_left_alone()
    {
        var (amira, lesson) = await Ready();

        await Problem.TitleOf(await Again(amira, lesson), HttpStatusCode.Conflict);
        await Problem.TitleOf(await Again(amira, await amira.PlanLesson()), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Only_its_owner_may_ask_for_it()
    {
        var (amira, lesson) = await Ready();
        var ben = await app.Someone("Ben");
        await amira.Share(lesson, ben);
        await Interrupt(lesson);

        Assert.Equal(HttpStatusCode.NotFound, (await Again(ben, lesson)).StatusCode);
    }

    private async Task<(SignedIn, Guid)> Ready()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        return (amira, lesson);
    }

    /// <summary>As if the encode had taken its worker with it five times.</summary>
    private async Task Interrupt(Guid lesson)
    {
        var recording = await app.Sql<Guid>("""
            update recordings set state = 'processing' where lesson_id = @lesson returning id
            """, new { lesson });
        await app.Sql<int>("""
            insert into jobs (lane, kind, subject, attempts, dead_at, dead_reason)
            values ('heavy', 'encode', @recording, 5, now(), 'The worker ended.')
            """, new { recording });
        await app.Services.GetRequiredService<Db>().Change(change =>
            RecordingStore.Fail(change, recording, Verdict.Interrupted.ToFailure()));
    }

    private static Task<HttpResponseMessage> Again(SignedIn person, Guid lesson) =>
        person.Http.PostAsync(new Uri($"/api/lessons/{lesson}/recording/attempts", UriKind.Relative), null);
}
