using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LessonLens.Tests.Support;

/// <summary>The OpenAPI document, as a program reads it.</summary>
public sealed partial class ApiDocument(JsonObject document)
{
    private static ApiDocument? _known;

    public JsonObject Paths => document["paths"]!.AsObject();
    public JsonObject Schemas => document["components"]!["schemas"]!.AsObject();

    /// <summary>The same from every app of a test run, so it is asked for once.</summary>
    public static async Task<ApiDocument> Of(LessonLensApp app)
    {
        if (_known is not null) return _known;
        using var http = app.NewClient();
        var text = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        return _known = new ApiDocument(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Pages and the live line are no part of it.</summary>
    public static bool Covers(string pattern) =>
        pattern.StartsWith("/api/", StringComparison.Ordinal)
        || pattern.StartsWith("/media/", StringComparison.Ordinal);

    public JsonObject? Operation(string method, string pattern) =>
        Paths[Plain(pattern)]?[method.ToLowerInvariant()]?.AsObject();

    /// <summary>"/{id:guid}" as the document writes it: "/{id}".</summary>
    private static string Plain(string pattern) =>
        Constraint().Replace(pattern, "{$1}").TrimEnd('/') is { Length: > 0 } plain ? plain : "/";

    [GeneratedRegex(@"\{(\w+)\??(?::[^}]*)?\}")]
    private static partial Regex Constraint();
}
