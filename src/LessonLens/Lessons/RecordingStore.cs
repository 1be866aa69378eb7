using Dapper;
using LessonLens.Database;

namespace LessonLens.Lessons;

/// <summary>
/// The rows of recordings. Each change is told under the topic <see cref="Topic"/> with the lesson's id, so
/// that open pages follow it.
/// </summary>
public sealed class RecordingStore(Db db)
{
    internal const string Topic = "recording";

    public async Task<StoredRecording?> Find(Guid id, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<StoredRecording>("""
            select r.id, r.lesson_id, r.state, r.playable, r.duration_ms, r.blob, r.bytes, r.file_name,
                l.deleted_at is not null as is_deleted
            from recordings r join lessons l on l.id = r.lesson_id where r.id = @id
            """, new { id });
    }

    /// <summary>Keeps others from deciding about this recording until the transaction ends.</summary>
    /// <remarks>
    /// Not "for update": whoever has added a row that refers to the recording holds its key, and two who both
    /// have would wait for each other for ever.
    /// </remarks>
    public static Task Lock(Change change, Guid id) => change.Connection.ExecuteAsync(
        "select from recordings where id = @id for no key update", new { id });

    /// <summary>
    /// A recording begins to arrive. It becomes the lesson's unless the lesson has a good one.
    /// </summary>
    public static async Task Begin(
        Change change, Guid id, Guid lessonId, string blob, long bytes, string? fileName)
    {
        await change.Connection.ExecuteAsync("""
            insert into recordings (id, lesson_id, blob, bytes, file_name)
            values (@id, @lessonId, @blob, @bytes, @fileName)
            """, new { id, lessonId, blob, bytes, fileName });
        await Adopt(change, id, """
            not exists (select from recordings r where r.id = lessons.recording_id and r.state <> 'failed')
            """);
        change.Tell(Topic, lessonId.ToString());
    }

    /// <summary>
    /// All bytes are there. True when this is the recording that the lesson shows: a second one that arrives
    /// beside a good one waits for its owner's choice.
    /// </summary>
    public static async Task<bool> Arrived(Change change, Guid id)
    {
        await Adopt(change, id, """
            not exists (select from recordings r
                where r.id = lessons.recording_id and r.state in ('processing', 'ready'))
            """);
        return await Update(change, id, """
            state = 'processing', progress = 0
            """, """
            state = 'arriving' and exists (select from lessons l where l.recording_id = recordings.id)
            """);
    }

    /// <summary>Its upload was given up; the lesson awaits a recording again.</summary>
    public static async Task Abandon(Change change, Guid id)
    {
        var lesson = await change.Connection.QuerySingleOrDefaultAsync<Guid?>(
            "delete from recordings where id = @id and state = 'arriving' returning lesson_id", new { id });
        if (lesson is not null) change.Tell(Topic, lesson.Value.ToString());
    }

    /// <summary>Never backwards: a job that is done again first catches up.</summary>
    public static Task Progress(Change change, Guid id, double progress) => Update(change, id,
        "progress = greatest(progress, @progress)", "state in ('arriving', 'processing')",
        new { progress = Math.Clamp(progress, 0, 1) });

    public static Task Describe(Change change, Guid id, int durationMs, int width, int height) =>
        Update(change, id, "duration_ms = @durationMs, width = @width, height = @height",
            "state = 'processing'", new { durationMs, width, height });

    /// <summary>The first picture can be watched.</summary>
    public static Task MakePlayable(Change change, Guid id) =>
        Update(change, id, "playable = true", "state = 'processing' and not playable");

    /// <summary>Everything is made.</summary>
    public static Task MakeReady(Change change, Guid id) =>
        Update(change, id, "state = 'ready', progress = 1", "state = 'processing' and playable");

    /// <param name="change">The transaction.</param>
    /// <param name="id">The recording.</param>
    /// <param name="failure">What a teacher reads. What could be watched stays so.</param>
    public static Task Fail(Change change, Guid id, Failure failure) => Update(change, id,
        "state = 'failed', failure_code = @Code, failure_title = @Title",
        "state in ('arriving', 'processing')", new { failure.Code, failure.Title });

    /// <summary>Its owner wants another attempt. False when it has not failed.</summary>
    public static Task<bool> TryAgain(Change change, Guid id) => Update(change, id, """
        state = 'processing', progress = 0, failure_code = null, failure_title = null
        """, "state = 'failed'");

    private static Task Adopt(Change change, Guid id, string condition) => change.Connection.ExecuteAsync($"""
        update lessons set recording_id = @id
        where id = (select lesson_id from recordings where id = @id) and {condition}
        """, new { id });

    private static async Task<bool> Update(
        Change change, Guid id, string set, string condition, object? values = null)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("id", id);
        var lesson = await change.Connection.QuerySingleOrDefaultAsync<Guid?>(
            $"update recordings set {set} where id = @id and {condition} returning lesson_id", parameters);
        if (lesson is not null) change.Tell(Topic, lesson.Value.ToString());
        return lesson is not null;
    }
}
