using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

/// <summary>The OpenAPI document names everything that can be asked, and how it may be refused.</summary>
public sealed partial class ApiDescriptionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Every_route_is_described_with_a_summary_and_its_problems()
    {
        var paths = (await Document())["paths"]!.AsObject();
        var silent = Routes.Of(app)
            .Where(route => route.Pattern.StartsWith("/api/", StringComparison.Ordinal)
                || route.Pattern.StartsWith("/media/", StringComparison.Ordinal))
            .SelectMany(route => Faults(
                    route.Method, paths[Plain(route.Pattern)]?[route.Method.ToLowerInvariant()])
                .Select(fault => $"{route.Method} {route.Pattern}: {fault}"));
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Every_parameter_and_body_is_described_by_one_name_for_one_thing()
    {
        var operations = (await Document())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Select(one => (Name: $"{one.Key} {path.Key}", one.Value)));
        foreach (var (name, operation) in operations)
        {
            Assert.All(operation!["parameters"]?.AsArray() ?? [], parameter =>
                Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]),
                    $"{name}: {parameter["name"]} has no description"));
            if (operation["requestBody"] is { } body) Assert.NotNull(body["description"]);
        }
    }

    [Fact]
    public async Task What_a_lesson_and_a_problem_look_like_is_said()
    {
        var schemas = (await Document())["components"]!["schemas"]!;
        var title = schemas["Lesson"]!["properties"]!["title"]!["type"];
        Assert.Contains("string", title!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(schemas["ProblemDetails"]!["properties"]!["title"]);
        Assert.NotNull(schemas["Lesson"]!["properties"]!["focus"]!["description"]);
    }

    private static IEnumerable<string> Faults(string method, JsonNode? operation)
    {
        if (operation is null)
        {
            yield return "is not in the document";
            yield break;
        }

        if (string.IsNullOrEmpty((string?)operation["summary"])) yield return "has no summary";
        var answers = operation["responses"]!.AsObject();
        if (!answers.Any(answer => answer.Key.StartsWith('2'))) yield return "names no good answer";
        var problems = answers.Where(answer => answer.Key[0] is '4' or '5').ToList();
        if (problems.Count == 0) yield return "names no problems";
        foreach (var (status, problem) in problems)
            if (problem!["content"]?["application/problem+json"] is null && method != "HEAD")
                yield return $"{status} is no problem document";
    }

    private async Task<JsonObject> Document()
    {
        using var http = app.NewClient();
        var text = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>"/{id:guid}" as the document writes it: "/{id}".</summary>
    private static string Plain(string pattern) =>
        Constraint().Replace(pattern, "{$1}").TrimEnd('/') is { Length: > 0 } plain ? plain : "/";

    [GeneratedRegex(@"\{(\w+)\??(?::[^}]*)?\}")]
    private static partial Regex Constraint();
}
