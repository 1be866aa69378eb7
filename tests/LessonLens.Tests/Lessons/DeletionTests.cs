using System.Net;
using Dapper;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.Lessons;

public sealed class DeletionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_deleted_lesson_is_gone_for_everybody_at_once_and_can_be_taken_back_for_a_minute()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.Share(lesson, with: ben);

        Assert.Equal(HttpStatusCode.NotFound, (await Delete(ben, $"/api/lessons/{lesson}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Delete(amira, $"/api/lessons/{lesson}")).StatusCode);
        foreach (var person in (SignedIn[])[amira, ben])
            Assert.Equal(HttpStatusCode.NotFound, await person.StatusOf($"/api/lessons/{lesson}"));

        Assert.Equal(HttpStatusCode.NotFound, (await Delete(ben, $"/api/lessons/{lesson}/deletion")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Delete(amira, $"/api/lessons/{lesson}/deletion")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf($"/api/lessons/{lesson}"));
    }

    [Fact]
    public async Task After_that_minute_nothing_of_the_lesson_is_left()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.WriteNote(lesson, Guid.CreateVersion7());
        Assert.NotEmpty(BlobFiles());

        await Delete(amira, $"/api/lessons/{lesson}");
        await Wait.Until(async () =>
        {
            await LetTimePass();
            return BlobFiles().Length == 0;
        }, withinSeconds: 30, () => $"{BlobFiles().Length} blobs are left");

        await using var connection = new NpgsqlConnection(app.ConnectionString);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("""
            select (select count(*) from lessons where id = @lesson)
                + (select count(*) from recordings where lesson_id = @lesson)
                + (select count(*) from annotations where lesson_id = @lesson)
                + (select count(*) from blobs where lesson_id = @lesson)
            """, new { lesson }));
        Assert.Equal(HttpStatusCode.NotFound, (await Delete(amira, $"/api/lessons/{lesson}/deletion")).StatusCode);
    }

    private async Task LetTimePass()
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.ExecuteAsync("update jobs set run_at = now() where kind like 'erase-%'; notify lessonlens, 'jobs:'");
    }

    private string[] BlobFiles()
    {
        var folder = Path.Combine(app.DataFolder, "blobs");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private static Task<HttpResponseMessage> Delete(SignedIn person, string path) =>
        person.Http.DeleteAsync(new Uri(path, UriKind.Relative));
}
