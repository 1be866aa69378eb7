namespace LessonLens.BrowserTests.Support;

/// <summary>Files to upload that nobody will watch.</summary>
internal static class Files
{
    public static async Task<string> Large(int megabytes, string name = "large.mp4")
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("lessonlens-upload-").FullName, name);
        var bytes = new byte[megabytes << 20];
        new Random(megabytes).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }
}
