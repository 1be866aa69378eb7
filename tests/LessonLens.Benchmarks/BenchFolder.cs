namespace LessonLens.Benchmarks;

/// <summary>A place for what a run makes; it goes with the run.</summary>
internal sealed class BenchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lessonlens-bench-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>An empty one inside.</summary>
    public string Fresh(string name)
    {
        if (Directory.Exists(this[name])) Directory.Delete(this[name], recursive: true);
        return Directory.CreateDirectory(this[name]).FullName;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
