using Dapper;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.Lessons;

/// <summary>Nobody works on for minutes at what nobody wants any more.</summary>
[Collection(nameof(Alone))]
public sealed class DeletedWorkTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Work_on_a_deleted_lesson_stops_within_five_seconds_and_goes_on_when_it_is_taken_back()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.LongAndTurned());
        await Wait.Until(async () => await WorkFolders(lesson) > 0, 60);

        await amira.Delete($"/api/lessons/{lesson}");
        await Wait.Until(async () => await WorkFolders(lesson) == 0 && await AtWork(lesson) == 0, 5);

        // To its end is a matter of the machine, and of the test of a recording that arrives after that.
        await amira.Delete($"/api/lessons/{lesson}/deletion");
        await Wait.Until(async () => await WorkFolders(lesson) > 0 && await AtWork(lesson) > 0, 60);
        await amira.Delete($"/api/lessons/{lesson}");
    }

    /// <summary>Those of its jobs, by whose numbers they are named.</summary>
    private async Task<int> WorkFolders(Guid lesson)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        var jobs = (await connection.QueryAsync<string>("""
            select j.id::text from jobs j join recordings r on r.id = subject where r.lesson_id = @lesson
            """, new { lesson })).ToList();
        return Directory.CreateDirectory(Path.Combine(app.DataFolder, "work")).EnumerateDirectories()
            .Count(folder => jobs.Contains(folder.Name.Split('-')[0]));
    }

    private Task<long> AtWork(Guid lesson) => app.Sql<long>("""
        select count(*) from jobs join recordings r on r.id = subject
        where r.lesson_id = @lesson and lease_until is not null
        """, new { lesson });
}
