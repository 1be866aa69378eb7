using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes the small pictures that are seen when pointing at the timeline.</summary>
public sealed class ThumbnailJob(
    JobQueue queue, RecordingStore recordings, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
    : IJobHandler
{
    public const string Name = "thumbnails";

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
        var plan = ThumbnailPlan.For(source);
        await ThumbnailMaker.Make(folder, source, plan, stop);

        var id = Guid.CreateVersion7();
        var sprites = Enumerable.Range(0, plan.Sheets)
            .Select(number => BlobNames.Sprite(id, number)).ToList();
        await ledger.Write(recording.LessonId, sprites, stop);
        for (var number = 0; number < sprites.Count; number++)
            await blobs.PutFile(sprites[number], folder.File(ThumbnailMaker.Sheet(number)), stop);
        await queue.Complete(job, async change =>
        {
            await ThumbnailStore.Put(change, id, recording.Id, plan, sprites);
            await Readiness.Consider(change, recording.Id);
        }, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
}
