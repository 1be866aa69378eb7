using System.Collections.Concurrent;
using LessonLens.Blobs;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>
/// Brings each recording to this machine once, however many jobs ask for it, and lets it go when none has for
/// a while.
/// </summary>
/// <remarks>Each job gets a hard link of its own, so letting go takes nothing from a job that runs.</remarks>
public sealed class RecordingCache(
    IBlobStore blobs, BlobLedger ledger, IConfiguration configuration, TimeProvider time)
{
    // Longer than the pause between two jobs of one recording; shorter than a disk takes to fill.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private const string Unfinished = ".new";

    private readonly string _folder = Path.Combine(configuration.DataFolder("work"), "recordings");
    private readonly ConcurrentDictionary<string, Visit> _visits = [];

    /// <summary>Puts the recording at a path of the caller's own, to be read only.</summary>
    public async Task Bring(string blob, string path, CancellationToken stop)
    {
        var here = PathOf(blob);
        var visit = _visits.GetOrAdd(here, _ => new Visit());
        visit.LastAt = time.GetUtcNow().UtcDateTime;
        await visit.Turn.WaitAsync(stop);
        try
        {
            if (HardLink.TryMake(here, path)) return;
            await Download(blob, here, stop);
            if (!HardLink.TryMake(here, path)) File.Copy(here, path);
        }
        finally
        {
            visit.LastAt = time.GetUtcNow().UtcDateTime;
            visit.Turn.Release();
        }
    }

    /// <summary>The recording was erased, and what is kept of it here goes, too.</summary>
    public void Drop(string blob) => File.Delete(PathOf(blob));

    /// <summary>
    /// Removes what nobody has asked for lately, what a dead process left half done, and what was erased
    /// without our hearing of it.
    /// </summary>
    public async Task LetGo(CancellationToken stop)
    {
        var files = Directory.CreateDirectory(_folder).GetFiles();
        var known = await ledger.Known([.. files.Select(BlobOf).Distinct()], stop);
        var before = (time.GetUtcNow() - Kept).UtcDateTime;
        foreach (var file in files)
        {
            var isOld = file.Name.EndsWith(Unfinished, StringComparison.Ordinal)
                ? file.LastWriteTimeUtc < before
                : IsForgotten(file.FullName, before);
            if (isOld || !known.Contains(BlobOf(file))) file.Delete();
        }
    }

    private string PathOf(string blob) => Path.Combine(_folder, blob.Replace('/', '-'));

    private static string BlobOf(FileInfo file) => file.Name.Split('.')[0].Replace('-', '/');

    private bool IsForgotten(string file, DateTime before)
    {
        // Not ours: another process of this machine may be using it, or has left it and died.
        var visit = _visits.GetOrAdd(file, _ => new Visit { LastAt = time.GetUtcNow().UtcDateTime });
        return visit.LastAt < before && visit.Turn.CurrentCount == 1;
    }

    private async Task Download(string blob, string here, CancellationToken stop)
    {
        Directory.CreateDirectory(_folder);
        var arriving = $"{here}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            await blobs.Fetch(blob, arriving, stop);
            File.Move(arriving, here, overwrite: true);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    private sealed class Visit
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public DateTime LastAt { get; set; }
    }
}
