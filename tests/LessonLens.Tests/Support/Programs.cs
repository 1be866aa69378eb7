namespace LessonLens.Tests.Support;

/// <summary>A machine on which only some programs are installed.</summary>
internal static class Programs
{
    /// <returns>As in the environment of a process that finds no others.</returns>
    public static Dictionary<string, string> AloneIn(TemporaryFolder folder, params string[] programs)
    {
        foreach (var program in programs) File.CreateSymbolicLink(folder[program], PathOf(program));
        return new Dictionary<string, string> { ["PATH"] = folder.Path };
    }

    private static string PathOf(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
