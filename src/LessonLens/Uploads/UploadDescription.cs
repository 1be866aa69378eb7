using LessonLens.Shared;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LessonLens.Uploads;

/// <summary>What tus says in headers, for the OpenAPI document: one table for all its methods.</summary>
internal static class UploadDescription
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Tus-Resumable"] = "The version of tus that is spoken here: 1.0.0.",
        ["Tus-Version"] = "The versions of tus that are spoken here.",
        ["Tus-Extension"] = "What of tus is spoken beyond its core.",
        ["Tus-Max-Size"] = "How many bytes an upload may have.",
        ["Tus-Checksum-Algorithm"] = "Which checksums are understood.",
        ["Upload-Length"] = "How many bytes there are in all.",
        ["Upload-Defer-Length"] = "1: how many there are will be said later.",
        ["Upload-Offset"] = "How many bytes have arrived, and where those to come belong.",
        ["Upload-Metadata"] = "Pairs of a key and a base64 value, by commas: lessonId, filename, filetype, "
            + "objectionsHandled.",
        ["Upload-Concat"] = "partial, or final and the URLs of its parts in their order.",
        ["Upload-Checksum"] = "An algorithm and the base64 checksum of this body.",
        ["Upload-Expires"] = "When an upload that nobody goes on with is forgotten.",
        ["Location"] = "Where the bytes go; its last part is the upload's secret.",
        ["X-HTTP-Method-Override"] = "The method that is meant, from where only POST is known.",
    };

    /// <summary>A method's request headers (needed unless they end in ?), problems and answers.</summary>
    private static readonly Dictionary<string, Tus> Methods = new()
    {
        ["OPTIONS"] = new([], [],
            [(200, ["Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"])]),
        ["POST"] = new(
            ["Tus-Resumable", "Upload-Length?", "Upload-Defer-Length?", "Upload-Metadata?", "Upload-Concat?",
                "Upload-Checksum?", "X-HTTP-Method-Override?"],
            [400, 404, 412, 460],
            [(201, ["Tus-Resumable", "Location", "Upload-Offset", "Upload-Expires"]),
                (412, ["Tus-Version"])]),
        ["HEAD"] = new(["Tus-Resumable"], [412],
            [(200, ["Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Defer-Length",
                "Upload-Metadata", "Upload-Concat", "Upload-Expires"]), (412, ["Tus-Version"])]),
        ["PATCH"] = new(["Tus-Resumable", "Upload-Offset", "Upload-Length?", "Upload-Checksum?"],
            [412, 460],
            [(204, ["Tus-Resumable", "Upload-Offset", "Upload-Expires"]), (409, ["Upload-Offset"]),
                (412, ["Tus-Version"])]),
        ["DELETE"] = new(["Tus-Resumable"], [412], [(204, ["Tus-Resumable"]), (412, ["Tus-Version"])]),
    };

    public static RouteGroupBuilder DescribedAsTus(this RouteGroupBuilder uploads) =>
        uploads.Described(Describe);

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var method = context.Description.HttpMethod ?? "";
        if (!Methods.TryGetValue(method, out var tus)) return;
        foreach (var asked in tus.Asked)
        {
            var name = asked.TrimEnd('?');
            operation.TakesHeader(name, Words[name], isNeeded: name == asked);
        }

        foreach (var status in tus.Problems)
            operation.Problem(context.Document, status, status switch
            {
                400 => "A header is missing or malformed; the title says which.",
                404 => "There is no such lesson of yours.",
                460 => "The bytes are not those of the checksum; none of them was kept.",
                _ => "The request does not speak tus 1.0.0.",
            });
        foreach (var (status, names) in tus.Answers)
            foreach (var name in names) operation.AnswersWithHeader(status, name, Words[name]);
        if (HttpMethods.IsPatch(method))
            operation.TakesBytes(UploadProtocol.BodyType, "The recording from Upload-Offset on.");
        if (HttpMethods.IsPost(method))
            operation.TakesBytes(UploadProtocol.BodyType, "The recording's beginning.", isNeeded: false);
    }

    private sealed record Tus(string[] Asked, int[] Problems, (int Status, string[] Names)[] Answers);
}
