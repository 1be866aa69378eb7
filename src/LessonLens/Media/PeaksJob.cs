using System.Text;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Measures how loud a recording is over its whole length.</summary>
public sealed class PeaksJob(
    JobQueue queue, RecordingStore recordings, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
    : IJobHandler
{
    public const string Name = "peaks";

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
        var json = source.Sound is { } sound ? await Measure(folder, source, sound, stop) : Peaks.NoSound;

        var blob = BlobNames.Peaks(Guid.CreateVersion7());
        await ledger.Write(recording.LessonId, [blob], stop);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(json));
        await blobs.Put(blob, bytes, stop);
        await queue.Complete(job, async change =>
        {
            await PeaksStore.Put(change, recording.Id, blob);
            await Readiness.Consider(change, recording.Id);
        }, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());

    private static async Task<string> Measure(
        JobFolder folder, Source source, Sound sound, CancellationToken stop)
    {
        // Exit codes are no verdict: damaged sound is measured as far as it goes.
        await Ffmpeg.Run(SoundCommand.Decode(folder.Path, source, sound), stop);
        var samples = folder.File(SoundCommand.Output);
        if (!File.Exists(samples)) await File.WriteAllBytesAsync(samples, [], stop);
        return await Peaks.Of(samples, stop);
    }
}
