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

        Assert.Equal(
            HttpStatusCode.NotFound, (await Delete(ben, $"/api/lessons/{lesson}/deletion")).StatusCode);
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
        var names = await BlobsOf(lesson);
        Assert.NotEmpty(Files(names));
        // What its worker has brought for its jobs, and keeps for the next.
        Assert.NotEmpty(CopiesOf(names));

        await Delete(amira, $"/api/lessons/{lesson}");
        await Wait.Until(async () =>
        {
            await LetTimePass();
            return Files(names).Count == 0;
        }, withinSeconds: 60, () => $"{Files(names).Count} blobs are left");
        await Wait.Until(() => Task.FromResult(CopiesOf(names).Count == 0),
            otherwise: () => "a worker has kept its copy");

        // The name of a blob goes a moment after its bytes.
        await Wait.Until(async () => await app.Sql<int>("""
            select (select count(*) from lessons where id = @lesson)
                + (select count(*) from recordings where lesson_id = @lesson)
                + (select count(*) from annotations where lesson_id = @lesson)
                + (select count(*) from blobs where lesson_id = @lesson)
            """, new { lesson }) == 0, otherwise: () => "rows are left");
        Assert.Equal(
            HttpStatusCode.NotFound, (await Delete(amira, $"/api/lessons/{lesson}/deletion")).StatusCode);
    }

    [Fact]
    public async Task A_deletion_and_its_undoing_may_each_be_asked_for_again()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(
                HttpStatusCode.NoContent, (await Delete(amira, $"/api/lessons/{lesson}")).StatusCode);
        Assert.Contains("Deleted:", await amira.Http.GetStringAsync(new Uri("/", UriKind.Relative)),
            StringComparison.Ordinal);
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(
                HttpStatusCode.OK, (await Delete(amira, $"/api/lessons/{lesson}/deletion")).StatusCode);
        Assert.Equal(0, await app.Sql<long>(
            "select count(*) from jobs where subject = @lesson", new { lesson }));
    }

    [Fact]
    public async Task An_upload_to_a_deleted_lesson_is_offered_to_nobody_and_leaves_nothing_behind()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var upload = (await amira.BeginUpload(lesson, 3000)).Headers.Location!;
        await amira.Http.SendAsync(Tus.Patch(upload, 0, new byte[1000]));

        await Delete(amira, $"/api/lessons/{lesson}");
        Assert.Equal("[]", await amira.Http.GetStringAsync(new Uri("/api/uploads", UriKind.Relative)));
        // Its other tab does not know yet. What comes is kept, for it may be taken back.
        Assert.Equal(HttpStatusCode.NoContent,
            (await amira.Http.SendAsync(Tus.Patch(upload, 1000, new byte[1000]))).StatusCode);

        await Wait.Until(async () =>
        {
            await LetTimePass();
            return (await amira.Http.SendAsync(Tus.Head(upload))).StatusCode == HttpStatusCode.NotFound;
        });
        await Problem.TitleOf(
            await amira.Http.SendAsync(Tus.Patch(upload, 2000, new byte[1000])), HttpStatusCode.NotFound);
        await Wait.Until(async () =>
        {
            await LetTimePass();
            return (await BlobsOf(lesson)).Count == 0;
        });
    }

    [Fact]
    public async Task A_recording_that_arrives_after_the_deletion_is_worked_on_only_if_that_is_taken_back()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var bytes = await File.ReadAllBytesAsync(await TestRecordings.Lesson);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
        await Delete(amira, $"/api/lessons/{lesson}");
        Assert.Equal(HttpStatusCode.NoContent,
            (await amira.Http.SendAsync(Tus.Patch(upload, 0, bytes))).StatusCode);

        await Wait.Until(() => app.Sql<bool>("""
            select bool_and(lease_until is null and run_at > now() + interval '1 minute' and attempts = 0)
            from jobs join recordings r on r.id = subject where r.lesson_id = @lesson
            """, new { lesson }), otherwise: () => "the work does not rest");
        Assert.StartsWith("originals/", Assert.Single(await BlobsOf(lesson)), StringComparison.Ordinal);

        await Delete(amira, $"/api/lessons/{lesson}/deletion");
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
    }

    [Fact]
    public async Task A_deletion_that_failed_as_often_as_it_may_be_tried_still_comes_true()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await Delete(amira, $"/api/lessons/{lesson}");
        await app.Sql<int>("update jobs set attempts = 5 where subject = @lesson", new { lesson });

        // It is given up, and taken up again for later.
        await Wait.Until(async () => await app.Sql<bool>("""
            select attempts = 0 and dead_at is null and run_at > now() + interval '50 minutes'
            from jobs where subject = @lesson
            """, new { lesson }), withinSeconds: 20);
        await Wait.Until(async () =>
        {
            await LetTimePass();
            return await app.Sql<int>("select count(*) from lessons where id = @lesson", new { lesson }) == 0;
        });
    }

    private async Task LetTimePass()
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.ExecuteAsync("""
            update jobs set run_at = now() where kind like 'erase-%';
            notify lessonlens, 'jobs:'
            """);
    }

    private async Task<IReadOnlyList<string>> BlobsOf(Guid lesson)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        return [.. await connection.QueryAsync<string>(
            "select name from blobs where lesson_id = @lesson", new { lesson })];
    }

    private IReadOnlyList<string> Files(IEnumerable<string> blobs) =>
        [.. blobs.Where(name => File.Exists(Path.Combine(app.DataFolder, "blobs", name)))];

    private IReadOnlyList<string> CopiesOf(IEnumerable<string> blobs) => [.. blobs
        .Select(name => Path.Combine(app.DataFolder, "work", "recordings", name.Replace('/', '-')))
        .Where(File.Exists)];

    private static Task<HttpResponseMessage> Delete(SignedIn person, string path) =>
        person.Http.DeleteAsync(new Uri(path, UriKind.Relative));
}
