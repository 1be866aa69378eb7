using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

/// <summary>
/// The OpenAPI document names everything that can be asked, and how it is answered. That it names each answer
/// that any test has provoked is seen to by <see cref="LessonLensApp"/>.
/// </summary>
public sealed class ApiDescriptionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    /// <summary>Where nobody has to be signed in; an upload's URL is its own secret.</summary>
    private static readonly string[] Open =
    [
        "DELETE /api/session", "OPTIONS /api/uploads/{key?}", "HEAD /api/uploads/{key}",
        "PATCH /api/uploads/{key}", "DELETE /api/uploads/{key}",
    ];

    [Fact]
    public async Task Every_route_is_described_with_a_summary_its_answers_and_its_problems()
    {
        var document = await ApiDocument.Of(app);
        var silent =
            from route in Routes.Of(app)
            where ApiDocument.Covers(route.Pattern)
            let name = $"{route.Method} {route.Pattern}"
            from fault in document.Operation(route.Method, route.Pattern) is { } operation
                ? Faults(operation, route.Method, isOpen: Open.Contains(name))
                : ["is not in the document"]
            select $"{name}: {fault}";
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Every_parameter_header_and_body_is_described()
    {
        var silent =
            from path in (await ApiDocument.Of(app)).Paths
            from operation in path.Value!.AsObject()
            from part in PartsOf(operation.Value!)
            where string.IsNullOrEmpty((string?)part.What["description"])
            select $"{operation.Key} {path.Key}: {part.Name} has no description";
        Assert.Empty(silent);
    }

    [Fact]
    public async Task What_is_sent_and_what_comes_back_has_a_media_type_and_a_shape()
    {
        var shapeless =
            from path in (await ApiDocument.Of(app)).Paths
            from operation in path.Value!.AsObject()
            from body in BodiesOf(operation.Value!)
            where body.Count == 0 || body.Any(type => type.Value!["schema"] is null)
            select $"{operation.Key} {path.Key}: {body.ToJsonString()}";
        Assert.Empty(shapeless);
    }

    [Fact]
    public async Task What_a_lesson_and_a_problem_look_like_is_said()
    {
        var schemas = (await ApiDocument.Of(app)).Schemas;
        var title = schemas["Lesson"]!["properties"]!["title"]!["type"];
        Assert.Contains("string", title!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(schemas["ProblemDetails"]!["properties"]!["title"]);
        Assert.NotNull(schemas["Lesson"]!["properties"]!["focus"]!["description"]);
    }

    [Theory]
    [InlineData("patch", "/api/uploads/{key}", "204", "Upload-Offset")]
    [InlineData("head", "/api/uploads/{key}", "200", "Upload-Length")]
    [InlineData("post", "/api/uploads", "201", "Location")]
    [InlineData("get", "/media/clips/{clipId}/clip.mp4", "206", "Content-Range")]
    [InlineData("get", "/media/clips/{clipId}/clip.mp4", "404", "Retry-After")]
    public async Task Headers_that_count_are_named(string method, string path, string status, string header)
    {
        var operation = (await ApiDocument.Of(app)).Operation(method, path)!;
        Assert.NotNull(operation["responses"]![status]!["headers"]?[header]);
    }

    private static IEnumerable<string> Faults(JsonObject operation, string method, bool isOpen)
    {
        if (string.IsNullOrEmpty((string?)operation["summary"])) yield return "has no summary";
        var answers = operation["responses"]!.AsObject();
        if (!answers.Any(answer => answer.Key.StartsWith('2'))) yield return "names no good answer";
        if (!isOpen && !answers.ContainsKey("401")) yield return "does not say what happens to strangers";
        if (operation["requestBody"] is not null && !answers.ContainsKey("400"))
            yield return "does not say what happens to a malformed body";
        var problems = answers.Where(answer => answer.Key[0] is '4' or '5').ToList();
        if (problems.Count == 0) yield return "names no problems";
        foreach (var (status, problem) in problems)
            if (problem!["content"]?["application/problem+json"] is null && method != "HEAD")
                yield return $"{status} is no problem document";
    }

    private static IEnumerable<(string Name, JsonNode What)> PartsOf(JsonNode operation)
    {
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            yield return ((string)parameter!["name"]!, parameter);
        if (operation["requestBody"] is { } body) yield return ("its body", body);
        foreach (var (status, answer) in operation["responses"]!.AsObject())
        {
            yield return (status, answer!);
            foreach (var (name, header) in answer!["headers"]?.AsObject() ?? [])
                yield return (name, header!);
        }
    }

    private static IEnumerable<JsonObject> BodiesOf(JsonNode operation)
    {
        if (operation["requestBody"] is { } body) yield return body["content"]!.AsObject();
        foreach (var (_, answer) in operation["responses"]!.AsObject())
            if (answer!["content"] is JsonObject content) yield return content;
    }
}
