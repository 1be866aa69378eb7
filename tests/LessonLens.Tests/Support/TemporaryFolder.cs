namespace LessonLens.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lessonlens-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Remove(Path);

    /// <summary>Programs that were killed with their parent may be writing for a moment still.</summary>
    public static void Remove(string folder) => Assert.True(
        SpinWait.SpinUntil(() => IsRemoved(folder), TimeSpan.FromSeconds(5)),
        $"Somebody still writes to {folder}.");

    private static bool IsRemoved(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(folder);
        }
    }
}
