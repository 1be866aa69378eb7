namespace LessonLens.Tests.House;

/// <summary>Small files and short lines, so that each can be read in one go.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestTest = 400;
    private const int WidestLine = 110;

    private static IEnumerable<string> Ours =>
        SourceTree.Files(SourceTree.Root, ".cs", ".ts", ".mjs", ".cshtml", ".css", ".sql");

    [Fact]
    public void No_file_is_longer_than_it_can_be_read() => Assert.Empty(
        from file in Ours
        let lines = File.ReadLines(file).Count()
        let isTest = SourceTree.Short(file).StartsWith("tests", StringComparison.Ordinal)
        where lines > (isTest ? LongestTest : LongestFile)
        select $"{SourceTree.Short(file)} has {lines} lines");

    [Fact]
    public void No_line_is_wider_than_half_a_screen() => Assert.Empty(
        from file in Ours
        from line in File.ReadLines(file).Select((text, at) => (text, number: at + 1))
        where line.text.Length > WidestLine
        select $"{SourceTree.Short(file)}:{line.number} has {line.text.Length} characters");
}
