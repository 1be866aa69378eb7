using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LessonLens.Shared;

/// <summary>
/// The OpenAPI document: summaries stand beside the routes; what all have in common is added here.
/// </summary>
internal static class ApiDescription
{
    private const string ProblemType = "application/problem+json";

    /// <summary>One meaning each, in whichever route.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["id"] = "The lesson.",
        ["personId"] = "A person.",
        ["annotationId"] = "The note; whoever writes it chooses its id (UUID).",
        ["replyId"] = "The reply; whoever writes it chooses its id (UUID).",
        ["clipId"] = "The clip; whoever cuts it chooses its id (UUID).",
        ["key"] = "The secret of the upload's URL, as Location gave it.",
        ["name"] = "A file that a playlist or a list of thumbnails names.",
        ["ms"] = "Milliseconds from the recording's beginning.",
        ["after"] = "Only what changed after this number; 0 is everything.",
        ["q"] = "Words that must all occur in the title, subject, class, focus or owner's name.",
    };

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(api =>
    {
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LessonLens";
            document.Info.Description = "Filmed lessons and the conversation about them. Errors are problem "
                + "documents (RFC 9457) whose title is a sentence for a person. Not yours and not there are "
                + "the same answer.";
            return Task.CompletedTask;
        });
        api.AddOperationTransformer(Complete);
        // A converter of ours reads strings, and what a converter reads the generator does not know.
        api.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(string)) schema.Type ??= JsonSchemaType.String;
            return Task.CompletedTask;
        });
    });

    private static async Task Complete(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name ?? "");
        if (operation.RequestBody is OpenApiRequestBody body
            && metadata.OfType<IAcceptsMetadata>().FirstOrDefault()?.RequestType is { } type)
            body.Description ??= $"{type.Name}, all of it; fields that it does not have are refused.";

        operation.Responses ??= [];
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var method = context.Description.HttpMethod ?? "";
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
            await Add(400, "Something does not fit; the title says what.");
        if (!isOpen) await Add(401, "Nobody is signed in.");
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method))
            await Add(403, "The request came from another site, or its sender may not do this.");
        if (operation.Parameters?.Any(one => one.In == ParameterLocation.Path) == true)
            await Add(404, "There is no such thing, or it is not yours.");
        await Add(503, "The database cannot be reached; try again in a moment.");

        async Task Add(int status, string words)
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, stop);
            context.Document!.AddComponent(nameof(ProblemDetails), schema);
            operation.Responses.TryAdd($"{status}", new OpenApiResponse
            {
                Description = words,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemType] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document),
                    },
                },
            });
        }
    }
}
