using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;
using LessonLens.Uploads;
using Npgsql;

namespace LessonLens.Archives;

/// <summary>
/// Brings in a lesson. Its recordings come first, under names that nothing points at yet (an attempt that
/// fails leaves them to the next sweep); then all its rows in one transaction, so that there is the whole
/// lesson or none.
/// </summary>
public sealed class ImportJob(
    ImportStore imports, LessonUnpacking unpacking, JobQueue queue, BlobLedger ledger, IBlobStore blobs,
    UploadEnding ending) : IJobHandler
{
    public const string Name = "import-lesson";

    private const string Impossible = "This file says things of the lesson that cannot be.";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        if (await imports.Waiting(job.Subject, stop) is not var (person, upload))
        {
            await queue.Complete(job, _ => Task.CompletedTask, stop);
            return;
        }

        try
        {
            await BringIn(job, person, upload ?? throw new NotALesson(
                "The file waited too long to be brought in, and is not here any more."), stop);
        }
        catch (NotALesson e)
        {
            await queue.Complete(job, change => ImportStore.Fail(change, job.Subject, e.Message), stop);
        }
        // The tables refuse impossible rows (SQLSTATE classes 22 and 23).
        catch (PostgresException e) when (e.SqlState[..2] is "22" or "23")
        {
            await queue.Complete(job, change => ImportStore.Fail(change, job.Subject, Impossible), stop);
        }

        if (upload is not null) await ending.Forget(upload);
    }

    public Task Died(Change change, Guid subject, string reason) => ImportStore.Fail(
        change, subject, "We could not bring this lesson in. Please try it once more.");

    private async Task BringIn(ClaimedJob job, Guid person, Upload upload, CancellationToken stop)
    {
        await using var bytes = await blobs.Open(upload.Blob!, stop)
            ?? throw new NotALesson("The file is not here any more.");
        await using var archive = await ArchiveReader.Open(bytes, stop);
        var ids = await unpacking.Ids(archive.Lesson, stop);
        var recordings = new List<BroughtRecording>();
        foreach (var one in archive.Lesson.Recordings)
        {
            var (file, blob) = (archive.File(one.Path), BlobNames.Original(Guid.CreateVersion7()));
            await ledger.Write(ids.Of(archive.Lesson.Lesson.Id), [blob], stop);
            await using var content = await archive.Open(file, stop);
            await blobs.Put(blob, content, stop);
            recordings.Add(new BroughtRecording(one, blob, file.Bytes, content.Sha256));
        }

        await queue.Complete(job, async change =>
        {
            var lesson = await unpacking.Write(change, person, archive.Lesson, ids, recordings);
            await ImportStore.Done(change, job.Subject, lesson);
            LogBook.Append(change, new LogEntry(LogAct.LessonImported)
            {
                ActorId = person, LessonId = lesson,
            });
        }, stop);
    }
}

/// <summary>A recording of the file, whose bytes are here.</summary>
internal sealed record BroughtRecording(FileRecording Told, string Blob, long Bytes, byte[] Sha256);
