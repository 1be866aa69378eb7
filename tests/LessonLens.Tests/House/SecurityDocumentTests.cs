using System.Reflection;
using System.Text.RegularExpressions;

namespace LessonLens.Tests.House;

/// <summary>What <c>.github/SECURITY.md</c> names as proof is there.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Text =
        File.ReadAllText(Path.Combine(SourceTree.Root, ".github", "SECURITY.md"));

    [Fact]
    public void Each_test_that_it_names_exists()
    {
        var tests = typeof(SecurityDocumentTests).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal)).ToList();
        var all = tests.SelectMany(type => type
                .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(method => $"{type.Name}.{method.Name}"))
            .Concat(tests.Select(type => type.Name)).ToHashSet();
        var named = Test().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count > 100, $"Only {named.Count} are named.");
        Assert.DoesNotContain(named, name => !all.Contains(name));
    }

    [Fact]
    public void Each_file_that_it_names_exists() => Assert.DoesNotContain(
        SourceFile().Matches(Text).Select(match => match.Groups[1].Value),
        name => !Path.Exists(Path.Combine(SourceTree.Root, name))
            && !Path.Exists(Path.Combine(SourceTree.Application, name)));

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests(?:\\.[A-Za-z_0-9]+)?)`")]
    private static partial Regex Test();

    [GeneratedRegex("`([A-Za-z/._]+/[A-Za-z._-]*|README\\.md)`")]
    private static partial Regex SourceFile();
}
