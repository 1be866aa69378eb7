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
    /// <summary>One meaning each, in whichever route.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["before"] = "Only what came before this number, as the part before tells it.",
        ["others"] = "Without the asker's own visits.",
        ["who"] = "A part of a name or an e-mail address: who did it, or to whom it was done.",
        ["lesson"] = "A part of a lesson's title, or its id.",
        ["what"] = "One kind of entry: signingIn, people, seen, shared, kept or safeguarding.",
        ["from"] = "The first day, as in 2026-11-03.",
        ["until"] = "The last day.",
        ["zone"] = "Whose days these are, as in Europe/London; UTC when left out.",
        ["id"] = "The lesson.",
        ["sessionId"] = "A session of mine, as GET /api/me/sessions names it.",
        ["tokenId"] = "A token of mine, as GET /api/me/tokens names it.",
        ["personId"] = "A person.",
        ["schoolId"] = "A school of mine, as GET /api/me names it.",
        ["invitationId"] = "An invitation, as its school's list names it.",
        ["groupId"] = "A group of the school; whoever makes it chooses its id (UUID).",
        ["annotationId"] = "The note; whoever writes it chooses its id (UUID).",
        ["replyId"] = "The reply; whoever writes it chooses its id (UUID).",
        ["clipId"] = "The clip; whoever cuts it chooses its id (UUID).",
        ["recordingId"] = "A recording of the lesson: one that it has, or one that came beside it.",
        ["jobId"] = "A failed piece of work on a recording, as GET /api/jobs names it.",
        ["classId"] = "A class, as GET /api/classes names it.",
        ["objectionId"] = "The objection; whoever notes it chooses its id (UUID).",
        ["erasureId"] = "The certificate, as GET /api/erasures names it.",
        ["importId"] = "A lesson on its way in, as POST /api/lessons/imports named it.",
        ["key"] = "The secret of the upload's URL, as Location gave it.",
        ["name"] = "A file that a playlist or a list of thumbnails names.",
        ["ms"] = "Milliseconds from the recording's beginning.",
        ["after"] = "Only what changed after this number; 0 is everything.",
        ["drafts"] = "Also my own drafts, which nobody else sees.",
        ["q"] = "Words that must all occur in the title, subject, class, focus or owner's name.",
    };

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(api =>
    {
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LessonLens";
            document.Info.Description = "Filmed lessons and the conversation about them. Errors are problem "
                + "documents (RFC 9457) whose title is a sentence for a person. Not yours and not there are "
                + "the same answer. Programs send a token that its owner made on the page /account; browsers "
                + "a cookie, and then only from our own pages.";
            Secure(document);
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

    /// <summary>Either of them opens whatever is not open to everybody.</summary>
    private static void Secure(OpenApiDocument document)
    {
        document.AddComponent("token", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer",
            Description = "A personal access token (llt_…): it may read, or read and write.",
        });
        document.AddComponent("session", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "__Host-lessonlens",
            Description = "Whoever signed in with POST /api/session.",
        });
        document.Security =
        [
            new() { [new OpenApiSecuritySchemeReference("token", document)] = [] },
            new() { [new OpenApiSecuritySchemeReference("session", document)] = [] },
        ];
    }

    private static async Task Complete(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name ?? "");
        if (operation.RequestBody is OpenApiRequestBody body
            && metadata.OfType<IAcceptsMetadata>().FirstOrDefault()?.RequestType is { } type)
            body.Description ??= $"{type.Name}, all of it; fields that it does not have are refused.";

        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, stop);
        context.Document!.AddComponent(nameof(ProblemDetails), schema);
        foreach (var (status, words) in ProblemsOf(operation, context))
            operation.Problem(context.Document, status, words);
    }

    private static IEnumerable<(int Status, string Words)> ProblemsOf(
        OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var method = context.Description.HttpMethod ?? "";
        var takesBody = operation.RequestBody is not null;
        if (takesBody || operation.Parameters is { Count: > 0 })
            yield return (400, "Something does not fit; the title says what.");
        var isOpen = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        yield return (401, "Nobody is signed in, or the token is not valid (any more).");
        if (!isOpen
            || !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method))
            yield return (403, "The request came from another site, or its sender may not do this.");
        if (operation.Parameters?.Any(one => one.In == ParameterLocation.Path) == true)
            yield return (404, "There is no such thing, or it is not yours.");
        if (takesBody) yield return (413, "That is more than we take at once.");
        if (takesBody) yield return (415, "The request needs a JSON body.");
        yield return (503, "The database cannot be reached; try again in a moment.");
    }
}
