using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes a clip and its poster. Its subject is the clip.</summary>
public sealed class ClipJob(
    JobQueue queue, ClipStore clips, RecordingWork work, JobFolders folders, IBlobStore blobs,
    BlobLedger ledger) : IJobHandler
{
    public const string Name = "clip";

    // A picture at the end, and the sound's last packet.
    private static readonly TimeSpan Longer = TimeSpan.FromMilliseconds(250);

    // In the dark, a phone's pictures last as long as they like, at both ends.
    private static readonly TimeSpan Shorter = TimeSpan.FromSeconds(1);

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        var clip = await clips.Find(job.Subject, stop);
        if (await work.Find(job, clip?.RecordingId, stop) is not { } recording || clip is null) return;
        var (folder, source) = await folders.Open(job, recording, stop);
        using var _ = folder;
        await Make(folder, source, clip, stop);

        var (blob, poster) = (BlobNames.Clip(Guid.CreateVersion7()), BlobNames.Poster(Guid.CreateVersion7()));
        await ledger.Write(recording.LessonId, [blob, poster], stop);
        await blobs.PutFile(blob, folder.File(ClipCommands.Output), stop);
        await blobs.PutFile(poster, folder.File(ClipCommands.Poster), stop);
        var isWanted = true;
        await queue.Publish(job, async change =>
            isWanted = await ClipStore.Publish(change, clip, blob, poster), stop);
        if (!isWanted) await Forget(blob, poster, stop);
        // Cut differently in the meantime: once more, soon.
        if (!isWanted && await clips.Find(clip.Id, stop) is { State: "making" })
            throw new InvalidOperationException("The clip was changed while it was made.");
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }

    public Task Died(Change change, Guid subject, string reason) => ClipStore.Fail(change, subject);

    private static async Task Make(JobFolder folder, Source source, StoredClip clip, CancellationToken stop)
    {
        // An AVI's clock counts pictures, and loses count when it is entered in the middle.
        if (source.Kind != FileKind.Avi
            && await IsRight(await Ffmpeg.Run(ClipCommands.Cut(folder.Path, source, clip), stop)))
            return;
        (await Ffmpeg.Run(ClipCommands.Normalise(folder.Path, source), stop)).OrThrow();
        if (await IsRight(await Ffmpeg.Run(ClipCommands.CutNormal(folder.Path, source, clip), stop))) return;
        // A screen may stand still for all of it, and the sound go on after the last picture.
        var begun = await Frames.BegunAt(folder, source, clip.From, stop);
        var cut = await Ffmpeg.Run(ClipCommands.CutStill(folder.Path, source, clip, begun), stop);
        if (!await IsRight(cut.OrThrow()))
            throw new InvalidDataException("The clip is not as long as it should be.");

        // An exit code of 0 says little: a recording that was entered badly gives a shorter clip.
        async Task<bool> IsRight(FfmpegResult cut)
        {
            if (!cut.Succeeded) return false;
            var due = clip.From + clip.Length <= source.Duration ? clip.Length : source.Duration - clip.From;
            return await OutputProbe.LengthOf(folder, ClipCommands.Output, stop) is { } made
                && made <= due + Longer && made >= due - (source.Kind == FileKind.MpegTs ? Longer : Shorter);
        }
    }

    private async Task Forget(string blob, string poster, CancellationToken stop)
    {
        await ledger.Erase(blobs, blob, stop);
        await ledger.Erase(blobs, poster, stop);
    }
}
