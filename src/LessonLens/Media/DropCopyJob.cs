using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>
/// Lets the copied rendition go: it is as large as the recording, and by now there are smaller ones.
/// </summary>
public sealed class DropCopyJob(
    JobQueue queue, RenditionStore renditions, IBlobStore blobs, BlobLedger ledger) : IJobHandler
{
    public const string Name = "drop-copy";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        var names = await renditions.BlobsOf(job.Subject, HlsCopy.Kind, stop);
        // First nobody is sent there any more; should we die now, the ledger still knows the bytes.
        var isGone = false;
        await queue.Publish(job, async change =>
            isGone = await RenditionStore.Drop(change, job.Subject, HlsCopy.Kind), stop);
        foreach (var name in isGone ? names : []) await ledger.Erase(blobs, name, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }
}
