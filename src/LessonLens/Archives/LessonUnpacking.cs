using System.Text.Json;
using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.Uploads;

namespace LessonLens.Archives;

/// <summary>
/// A file's lesson as rows. It is the importer's alone, whoever saw it where it came from. Its clips are cut
/// anew from the recording: no bytes of a stranger's file are shown that were not looked at.
/// </summary>
public sealed class LessonUnpacking(Db db, TimeProvider time)
{
    private const int LargestDrawing = 64 * 1024;

    internal async Task<BroughtIds> Ids(LessonFile file, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return new BroughtIds(await connection.QuerySingleAsync<bool>("""
            select exists (select from lessons where id = @lesson)
                or exists (select from erasures where lesson_id = @lesson)
                or exists (select from recordings where id = any(@ids))
                or exists (select from clips where id = any(@ids))
                or exists (select from annotations where id = any(@ids))
                or exists (select from replies where id = any(@ids))
                or exists (select from stones where id = any(@ids))
            """, new
        {
            lesson = file.Lesson.Id,
            ids = file.Recordings.Select(one => one.Id).Concat(file.Clips.Select(one => one.Id))
                .Concat(file.Notes.Select(one => one.Id)).Concat(file.Replies.Select(one => one.Id))
                .ToArray(),
        }));
    }

    /// <returns>The lesson's id.</returns>
    internal async Task<Guid> Write(
        Change change, Guid me, LessonFile file, BroughtIds ids, IReadOnlyList<BroughtRecording> recordings)
    {
        var lesson = ids.Of(file.Lesson.Id);
        await WriteLesson(change, me, lesson, file.Lesson);
        var people = await BroughtPeople.Write(change, me, lesson, file);
        await WriteFocuses(change, lesson, file, people);
        foreach (var one in recordings) await WriteRecording(change, lesson, ids, one);
        foreach (var clip in file.Clips) await WriteClip(change, lesson, ids, clip);
        await BroughtWords.Write(change, me, lesson, file with
        {
            Notes = [.. file.Notes.Where(note => note.Drawing?.GetRawText().Length is not > LargestDrawing)],
        }, ids, people);
        return lesson;
    }

    private async Task WriteLesson(Change change, Guid me, Guid id, FileLesson told)
    {
        var school = await LessonStore.SchoolOf(change, me)
            ?? throw new NotALesson("A lesson belongs to a school, and you are in none here.");
        var now = time.GetUtcNow().UtcDateTime;
        await change.Connection.ExecuteAsync("""
            insert into lessons (id, school_id, owner_id, title, subject, class_id, taught_on, created_at,
                imported_at, ends_at)
            values (@id, @school, @me, @Title, @Subject, @classId, @TaughtOn, @created, @now, @endsAt)
            """, new
        {
            id, me, school, told.Title, told.Subject, told.TaughtOn,
            classId = await LessonStore.ClassNamed(change, school, told.ClassName),
            created = told.CreatedAt.ToUniversalTime(),
            now,
            endsAt = await RetentionStore.EndOf(change, school, now),
        });
    }

    private static Task WriteFocuses(
        Change change, Guid lesson, LessonFile file, IReadOnlyDictionary<Guid, Guid> people) =>
        change.Connection.ExecuteAsync("""
            insert into focuses (lesson_id, version, text, written_by, written_at)
            values (@lesson, @Version, @Text, @by, @at)
            """, file.Focuses.Select(focus => new
        {
            lesson, focus.Version, focus.Text, by = BroughtPeople.Of(people, focus.WrittenBy),
            at = focus.WrittenAt.ToUniversalTime(),
        }));

    /// <summary>From here on it is a recording as any other that has arrived.</summary>
    private static async Task WriteRecording(
        Change change, Guid lesson, BroughtIds ids, BroughtRecording brought)
    {
        var id = ids.Of(brought.Told.Id);
        await change.Connection.ExecuteAsync("""
            insert into recordings (id, lesson_id, blob, file_name, bytes, progress, arrived_at)
            values (@id, @lesson, @Blob, left(@FileName, 255), @Bytes, 1, @at);
            update blobs set bytes = @Bytes, sha256 = @Sha256 where name = @Blob;
            update lessons set recording_id = @id where id = @lesson and @Shown
            """, new
        {
            id, lesson, brought.Blob, brought.Told.FileName, brought.Bytes, brought.Sha256,
            brought.Told.Shown, at = brought.Told.ArrivedAt.ToUniversalTime(),
        });
        if (await RecordingStore.BeginProcessing(change, id))
            await JobQueue.Enqueue(change, Lane.Quick, RecordingChoice.FirstJob, id, priority: 10);
    }

    private static async Task WriteClip(Change change, Guid lesson, BroughtIds ids, FileClip clip)
    {
        var id = ids.Of(clip.Id);
        await change.Connection.ExecuteAsync("""
            insert into clips (id, lesson_id, recording_id, from_ms, to_ms, title, created_at)
            values (@id, @lesson, @recording, @FromMs, @ToMs, @Title, @at)
            """, new
        {
            id, lesson, recording = ids.Of(clip.RecordingId), clip.FromMs, clip.ToMs, clip.Title,
            at = clip.CreatedAt.ToUniversalTime(),
        });
        await JobQueue.Enqueue(change, Lane.Steady, ClipJob.Name, id);
    }
}
