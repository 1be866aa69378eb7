using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes the picture by which a lesson is recognised.</summary>
public sealed class PosterJob(
    JobQueue queue, RecordingStore recordings, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
    : IJobHandler
{
    public const string Name = "poster";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        if (await recordings.Find(job.Subject, stop) is not { } recording)
        {
            await queue.Complete(job, _ => Task.CompletedTask, stop);
            return;
        }

        var (folder, source) = await folders.Open(job, recording, stop);
        using var _ = folder;

        // What is cut off may have nothing at a tenth of its announced length, but it has a beginning.
        if (!await Take(folder, source, source.Duration / 10, stop)
            && !await Take(folder, source, TimeSpan.Zero, stop))
        {
            await queue.Complete(job, change =>
                RecordingStore.Fail(change, recording.Id, Verdict.Unreadable.ToFailure()), stop);
            return;
        }

        var blob = BlobNames.Poster(Guid.CreateVersion7());
        await ledger.Write(recording.LessonId, [blob], stop);
        await blobs.PutFile(blob, folder.File(PosterCommand.Output), stop);
        await queue.Complete(job, async change =>
        {
            await PosterStore.Put(change, recording.Id, blob);
            await Readiness.Consider(change, recording.Id);
        }, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());

    private static async Task<bool> Take(JobFolder folder, Source source, TimeSpan at, CancellationToken stop)
    {
        await Ffmpeg.Run(PosterCommand.At(folder.Path, source, at), stop);
        return new FileInfo(folder.File(PosterCommand.Output)) is { Exists: true, Length: > 0 };
    }
}
