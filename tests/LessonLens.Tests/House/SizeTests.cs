namespace LessonLens.Tests.House;

/// <summary>Small files, so that each can be read in one go.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestTest = 400;

    private static IEnumerable<string> Ours =>
        SourceTree.Files(SourceTree.Root, ".cs", ".ts", ".mjs", ".cshtml", ".css", ".sql");

    [Fact]
    public void No_file_is_longer_than_it_can_be_read() => Assert.Empty(
        from file in Ours
        let lines = File.ReadLines(file).Count()
        where lines > (SourceTree.Short(file).StartsWith("tests", StringComparison.Ordinal) ? LongestTest : LongestFile)
        select $"{SourceTree.Short(file)} has {lines} lines");
}
