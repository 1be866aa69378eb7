using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>Gives each attempt at a job a folder of its own with nothing in it but the recording.</summary>
public sealed class JobFolders(IBlobStore blobs, IConfiguration configuration)
{
    private readonly string _root = configuration.DataFolder("work");

    internal async Task<JobFolder> With(string recording, ClaimedJob job, CancellationToken stop)
    {
        var root = Directory.CreateDirectory(_root);
        // An attempt that took its worker with it has left its folder.
        foreach (var leftOver in root.EnumerateDirectories($"{job.Id}-*")) leftOver.Delete(recursive: true);
        var folder = new JobFolder(root.CreateSubdirectory($"{job.Id}-{job.Token}").FullName);
        await blobs.Fetch(recording, folder.File(SafeInput.Name), stop);
        return folder;
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
