using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A job's folder with a recording in it.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(string recording) =>
        File.Copy(recording, System.IO.Path.Combine(Path, SafeInput.Name));

    public string Path { get; } = Directory.CreateTempSubdirectory("lessonlens-").FullName;

    public void Dispose() => TemporaryFolder.Remove(Path);
}
