using System.Text.RegularExpressions;

namespace LessonLens.Tests.House;

/// <summary>The sources as they lie in the repository.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs =
        ["bin", "obj", "node_modules", "wwwroot", "data", "artifacts", "TestResults"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);
    public static string Application { get; } = Path.Combine(Root, "src", "LessonLens");

    public static IEnumerable<string> Files(string below, params string[] endings) =>
        Directory.EnumerateFiles(below).Concat(Folders(below).SelectMany(folder => Files(folder, endings)))
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static IEnumerable<string> Folders(string below) => Directory.EnumerateDirectories(below)
        .Where(folder => Path.GetFileName(folder) is var name && !NotOurs.Contains(name) && name[0] != '.');

    /// <summary>A file's code: comments may speak of whatever they like.</summary>
    public static string CodeOf(string file) =>
        Regex.Replace(File.ReadAllText(file), @"^\s*//.*$", "", RegexOptions.Multiline);

    public static string Short(string file) => Path.GetRelativePath(Root, file);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "LessonLens.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException("The tests run inside the repository."));
}
