using System.Text.RegularExpressions;

namespace LessonLens.Tests.House;

/// <summary>
/// Data flows right, knowledge points left: a folder uses folders to its left, never to its right.
/// </summary>
public sealed class StreetTests
{
    // Shared stands before everything: it uses no other folder and everybody may use it.
    private static readonly string[] Street =
    [
        "Shared", "Processes", "Database", "Blobs", "Jobs",
        "People", "Lessons", "Uploads", "Media", "Reviews", "Archives", "Home",
    ];

    // "using LessonLens.Media", "LessonLens.Media.Probe", and "Media.Probe" as a neighbour may write it.
    private static readonly Regex Name = new(
        $@"LessonLens\.({string.Join('|', Street)})\b|(?<![.\w""])({string.Join('|', Street)})\.(?=[A-Z])");

    private static readonly Regex Import = new($"""["'](?:\.\./)+({string.Join('|', Street)})/""");

    public static TheoryData<string> Folders => [.. Street];

    [Fact]
    public void Every_folder_has_its_place_on_the_street() => Assert.Equal(
        Street.Order(StringComparer.Ordinal),
        SourceTree.Folders(SourceTree.Application).Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Folders))]
    public void A_folder_only_looks_left(string folder)
    {
        var mayUse = Street[..(Array.IndexOf(Street, folder) + 1)];
        var home = Path.Combine(SourceTree.Application, folder);
        var looks = Uses(home, Name, ".cs", ".cshtml").Concat(Uses(home, Import, ".ts", ".css"));
        // Shared is left of all but looks at nobody, which its place says already.
        Assert.Empty(looks.Where(look => !mayUse.Contains(look.Folder)).Select(look => look.Where));
    }

    [Fact]
    public void No_global_using_hides_a_folder() => Assert.Empty(
        SourceTree.Files(SourceTree.Application, ".cs", ".csproj", ".cshtml")
            .Where(file => Regex.IsMatch(
                File.ReadAllText(file),
                @"global using\s.*LessonLens\.|<Using\s+Include=""LessonLens\.|^@using LessonLens",
                RegexOptions.Multiline))
            .Select(SourceTree.Short));

    private static IEnumerable<(string Folder, string Where)> Uses(string home, Regex how,
        params string[] endings) =>
        from file in SourceTree.Files(home, endings)
        from Match use in how.Matches(SourceTree.CodeOf(file))
        let folder = use.Groups.Values.Skip(1).First(one => one.Success).Value
        select (folder, $"{SourceTree.Short(file)} uses {folder}");
}
