using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

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
        Change change, Guid id, Guid lessonId, string blob, string? fileName)
    {
        await change.Connection.ExecuteAsync("""
            insert into recordings (id, lesson_id, blob, file_name, objections_handled)
            select @id, id, @blob, @fileName, objections_handled from lessons where id = @lessonId
            """, new { id, lessonId, blob, fileName });
        await Adopt(change, id, """
            not exists (select from recordings r where r.id = lessons.recording_id and r.state <> 'failed')
            """);
        change.Tell(Topic, lessonId.ToString());
    }

    /// <summary>
    /// All bytes are there. True when this is the recording that the lesson shows: a second one that arrives
    /// beside a good one waits for its owner's choice.
    /// </summary>
    public static async Task<bool> Arrived(Change change, Guid id, long bytes)
    {
        await Update(change, id, "arrived_at = now(), bytes = @bytes, progress = 1", "state = 'arriving'",
            new { bytes });
        await Adopt(change, id, """
            not exists (select from recordings r
                where r.id = lessons.recording_id and r.state in ('processing', 'ready'))
            """);
        return await BeginProcessing(change, id);
    }

    /// <summary>True when it had arrived, and is the one that its lesson shows.</summary>
    public static Task<bool> BeginProcessing(Change change, Guid id) => Update(change, id, """
        state = 'processing', progress = 0
        """, """
        state = 'arriving' and arrived_at is not null
            and exists (select from lessons l where l.recording_id = recordings.id)
        """);

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

    /// <summary>Another one is done with, so those that wait for their turn have fewer before them.</summary>
    public static async Task MoveUp(Change change)
    {
        var waiting = await change.Connection.QueryAsync<Guid>("""
            select r.lesson_id from jobs j join recordings r on r.id = j.subject
            where j.lane = 'heavy' and j.dead_at is null and (j.lease_until is null or j.lease_until < now())
                and r.state = 'processing'
            """);
        foreach (var lesson in waiting) change.Tell(Topic, lesson.ToString());
    }

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

    public static Task<bool> HasFailed(Change change, Guid id) =>
        change.Connection.QuerySingleOrDefaultAsync<bool>(
            "select state = 'failed' from recordings where id = @id", new { id });

    /// <summary>Its owner wants another attempt. False when it has not failed.</summary>
    public static Task<bool> TryAgain(Change change, Guid id) => Update(change, id, """
        state = 'processing', progress = 0, failure_code = null, failure_title = null
        """, "state = 'failed'");

    /// <summary>Those of a lesson that have arrived, the one that it shows first.</summary>
    public async Task<IReadOnlyList<ArrivedRecording>> Arrived(
        Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<ArrivedRecording>("""
            select r.id, r.file_name, r.bytes, r.arrived_at, r.duration_ms,
                r.id is not distinct from l.recording_id as shown
            from recordings r join lessons l on l.id = r.lesson_id
            where r.lesson_id = @lessonId and r.arrived_at is not null
            order by shown desc, r.arrived_at desc
            """, new { lessonId })).ToList();
    }

    /// <summary>The lesson shows this one from now on. False when it has no such recording.</summary>
    public static async Task<bool> Choose(Change change, Guid lessonId, Guid id)
    {
        var isThere = await change.Connection.ExecuteAsync("""
            update lessons set recording_id = @id
            where id = @lessonId and exists (select from recordings
                where id = @id and lesson_id = @lessonId and arrived_at is not null)
            """, new { lessonId, id }) == 1;
        if (!isThere) return false;
        change.Tell(Topic, lessonId.ToString());
        // What could be seen of the other cannot any longer.
        change.Tell(GrantStore.Topic, lessonId.ToString());
        return true;
    }

    /// <summary>Its rows go now, and its bytes with the next sweep.</summary>
    /// <returns>Null when there is none; false when its lesson shows it.</returns>
    public static async Task<bool?> Drop(Change change, Guid lessonId, Guid id)
    {
        var shown = await change.Connection.QuerySingleOrDefaultAsync<bool?>("""
            select r.id is not distinct from l.recording_id
            from recordings r join lessons l on l.id = r.lesson_id
            where r.id = @id and r.lesson_id = @lessonId and r.arrived_at is not null
            """, new { lessonId, id });
        if (shown is not false) return shown is null ? null : false;
        await JobQueue.Withdraw(change, [id]);
        await change.Connection.ExecuteAsync(
            "delete from recordings where id = @id and id not in (select recording_id from lessons "
            + "where id = @lessonId and recording_id is not null)", new { lessonId, id });
        change.Tell(Topic, lessonId.ToString());
        return true;
    }

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
