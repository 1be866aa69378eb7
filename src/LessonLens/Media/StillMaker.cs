using LessonLens.Blobs;
using LessonLens.Database;
using Microsoft.Extensions.Options;

namespace LessonLens.Media;

/// <summary>Makes the picture at a moment while somebody waits, and keeps it for the next who asks.</summary>
public sealed class StillMaker(
    StillStore stills, Db db, IBlobStore blobs, BlobLedger ledger, JobFolders folders,
    IOptions<MediaOptions> options)
    : IDisposable
{
    // Entered where it can be entered, a recording may lack the pictures that were stored after that one but
    // come before it, and a camcorder's all up to the next: then it is entered earlier.
    private static readonly TimeSpan[] Earlier =
        [TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15)];

    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(3);

    private readonly SemaphoreSlim _turns = new(options.Value.StillsAtOnce);

    /// <returns>The blob; null when the lesson has no picture there, or none for this person.</returns>
    public async Task<string?> At(Guid me, Guid lesson, int ms, CancellationToken stop)
    {
        if (await stills.Find(me, lesson, ms, stop) is not { } still) return null;
        if (still.Blob is { } kept) return kept;
        await _turns.WaitAsync(stop);
        try
        {
            // Somebody may have waited before us for the same.
            return (await stills.Find(me, lesson, ms, stop))?.Blob ?? await Make(lesson, still, ms, stop);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<FileInfo?> Take(
        JobFolder folder, Source source, TimeSpan begun, CancellationToken stop)
    {
        foreach (var earlier in Earlier)
        {
            var entry = begun > earlier ? begun - earlier : TimeSpan.Zero;
            File.Delete(folder.File(StillCommand.Output));
            await Ffmpeg.Run(StillCommand.At(folder.Path, source, begun, entry), stop);
            var picture = new FileInfo(folder.File(StillCommand.Output));
            if (!picture.Exists || picture.Length == 0) continue;
            if (entry + PictureTime.Read(folder) <= begun + Late || earlier == Earlier[^1]) return picture;
        }

        return null;
    }

    private async Task<string?> Make(Guid lesson, Still still, int ms, CancellationToken stop)
    {
        using var folder = await folders.ForVisitor(still.Original, stop);
        var (looked, _) = await folders.Look(folder, still.Original, stop);
        if (looked is null) return null;
        var source = await JobFolders.Even(folder, looked, stop);
        var begun = await Frames.BegunAt(folder, source, TimeSpan.FromMilliseconds(ms), stop);
        if (await Take(folder, source, begun, stop) is not { } picture) return null;

        var blob = BlobNames.Still(Guid.CreateVersion7());
        await ledger.Write(lesson, [blob], stop);
        await blobs.PutFile(blob, picture.FullName, stop);
        var kept = await db.Change(change => StillStore.Keep(change, still.RecordingId, ms, blob), stop);
        // Another process was quicker.
        if (kept != blob) await ledger.Erase(blobs, blob, stop);
        return kept;
    }
}
