using System.ComponentModel.DataAnnotations;
using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Uploads;

namespace LessonLens.Archives;

/// <summary>A lesson on its way in from a file.</summary>
public sealed record LessonImport
{
    public required Guid Id { get; init; }

    /// <summary>waiting, done or failed.</summary>
    public required string State { get; init; }

    /// <summary>Once it is here, and until it is deleted.</summary>
    public Guid? LessonId { get; init; }

    /// <summary>Why it could not be brought in, for a person.</summary>
    public string? FailureTitle { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>The archive has come as a partial upload of tus (<c>Upload-Concat: partial</c>).</summary>
public sealed record BringIn
{
    [Required(ErrorMessage = "Say which upload the file came by.")]
    public required string Upload { get; init; }
}

/// <summary>What is brought in, and what became of it; each person sees their own.</summary>
public sealed class ImportStore(Db db)
{
    private const string Columns = """
        select id, state, lesson_id, failure_title, created_at from imports
        """;

    /// <summary>Again for the same upload is the same import.</summary>
    public Task<LessonImport> Begin(Guid me, Guid upload) => db.Change(async change =>
    {
        var id = await change.Connection.QuerySingleAsync<Guid>("""
            insert into imports (id, person_id, upload_id) values (@id, @me, @upload)
            on conflict (upload_id) do update set upload_id = excluded.upload_id
            returning id
            """, new { id = Guid.CreateVersion7(), me, upload });
        await JobQueue.Enqueue(change, Lane.Steady, ImportJob.Name, id, priority: 2);
        return await change.Connection.QuerySingleAsync<LessonImport>(
            Columns + " where id = @id", new { id });
    });

    public async Task<LessonImport?> Find(Guid me, Guid id, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<LessonImport>(
            Columns + " where id = @id and person_id = @me", new { id, me });
    }

    internal async Task<(Guid PersonId, Upload? Upload)?> Waiting(Guid id, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Person, Guid? Upload)?>("""
            select person_id, upload_id from imports where id = @id and state = 'waiting'
            """, new { id });
        if (found is not var (person, upload)) return null;
        return (person, await connection.QuerySingleOrDefaultAsync<Upload>(
            UploadStore.Columns + " where id = @upload and blob is not null", new { upload }));
    }

    internal static Task Done(Change change, Guid id, Guid lesson) => change.Connection.ExecuteAsync(
        "update imports set state = 'done', lesson_id = @lesson where id = @id", new { id, lesson });

    internal static Task Fail(Change change, Guid id, string title) => change.Connection.ExecuteAsync("""
        update imports set state = 'failed', failure_title = @title where id = @id and state = 'waiting'
        """, new { id, title });
}
