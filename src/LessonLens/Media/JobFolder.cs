using System.Collections.Concurrent;
using System.Globalization;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Gives each attempt at a job a folder of its own with nothing in it but the recording.</summary>
public sealed class JobFolders(RecordingCache cache, JobQueue queue, IConfiguration configuration)
{
    // Each job of a recording would ask ffprobe the same.
    private const int MostKnown = 1000;

    // A picture for somebody who waits takes seconds.
    private static readonly TimeSpan LongestVisit = TimeSpan.FromMinutes(10);
    private const string Visit = "visit";

    private static readonly string[] Passing = [Visit, Sandbox.Trial];

    private readonly string _root = configuration.DataFolder("work");
    private readonly ConcurrentDictionary<string, Source> _known = [];

    internal Task<JobFolder> For(ClaimedJob job, string recording, CancellationToken stop)
    {
        // An attempt that took its worker with it has left its folder.
        foreach (var leftOver in Directory.CreateDirectory(_root).EnumerateDirectories($"{job.Id}-*"))
            leftOver.Delete(recursive: true);
        return Named($"{job.Id}-{job.Token}", recording, stop);
    }

    /// <summary>For what somebody waits for while they look at a page.</summary>
    internal Task<JobFolder> ForVisitor(string recording, CancellationToken stop) =>
        Named($"{Visit}-{Guid.NewGuid():N}", recording, stop);

    /// <summary>Removes what dead processes left, where no further attempt at the job will do so.</summary>
    public async Task LetGo(CancellationToken stop)
    {
        var folders = Directory.CreateDirectory(_root).GetDirectories();
        var outstanding = await queue.Outstanding([.. folders.Select(JobOf).OfType<long>()], stop);
        foreach (var folder in folders)
        {
            var isLeft = JobOf(folder) is { } job
                ? !outstanding.Contains(job)
                : Passing.Any(name => folder.Name.StartsWith(name, StringComparison.Ordinal))
                    && folder.LastWriteTimeUtc < DateTime.UtcNow - LongestVisit;
            if (isLeft) folder.Delete(recursive: true);
        }
    }

    /// <summary>With what the recording is, which an earlier job has found to be readable.</summary>
    internal async Task<(JobFolder, Source)> Open(
        ClaimedJob job, StoredRecording recording, CancellationToken stop)
    {
        var folder = await For(job, recording.Blob, stop);
        try
        {
            var (source, verdict) = await Look(folder, recording.Blob, stop);
            if (source is null) throw new InvalidDataException($"Readable before, and now {verdict!.Code}.");
            return (folder, await Even(folder, source, stop));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What it is, or why it cannot be watched. A blob never changes, so neither does the answer.
    /// </summary>
    internal async Task<(Source? Source, Verdict? Verdict)> Look(
        JobFolder folder, string recording, CancellationToken stop)
    {
        if (_known.TryGetValue(recording, out var known)) return (known, null);
        var (source, verdict) = await Probe.Look(folder.Path, stop);
        if (_known.Count >= MostKnown) _known.Clear();
        if (source is not null) _known[recording] = source;
        return (source, verdict);
    }

    /// <summary>What has more than one clock gets one, by which any moment of it can be found.</summary>
    internal static async Task<Source> Even(JobFolder folder, Source source, CancellationToken stop)
    {
        if (!source.Jumps) return source;
        (await Ffmpeg.Run(ClipCommands.Normalise(folder.Path, source), stop)).OrThrow();
        File.Move(folder.File(ClipCommands.Normal), folder.File(SafeInput.Name), overwrite: true);
        return source with
        {
            Kind = FileKind.Matroska,
            Start = TimeSpan.Zero,
            Picture = source.Picture with { Stream = 0, Duration = null },
            Sound = source.Sound is { } sound ? sound with { Stream = 1, Codec = "aac" } : null,
            Jumps = false,
        };
    }

    private static long? JobOf(DirectoryInfo folder) =>
        long.TryParse(folder.Name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id : null;

    private async Task<JobFolder> Named(string name, string recording, CancellationToken stop)
    {
        var folder = new JobFolder(Directory.CreateDirectory(Path.Combine(_root, name)).FullName);
        try
        {
            await cache.Bring(recording, folder.File(SafeInput.Name), stop);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}

internal sealed class JobFolder(string path) : IDisposable
{
    public string Path => path;

    public string File(string name) => System.IO.Path.Combine(path, name);

    public void Dispose()
    {
        // Gone already when somebody else has claimed the job since.
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}
