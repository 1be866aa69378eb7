using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LessonLens.Shared;

/// <summary>
/// Says of an operation in the OpenAPI document what the types of its handler do not. Used beside the routes,
/// by <see cref="Described"/>.
/// </summary>
internal static class OperationWords
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Runs after what all operations have in common has been added.</summary>
    public static T Described<T>(
        this T routes, Action<OpenApiOperation, OpenApiOperationTransformerContext> describe)
        where T : IEndpointConventionBuilder =>
        routes.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            describe(operation, context);
            return Task.CompletedTask;
        });

    /// <summary>An answer of bytes, or of nothing where there are no types.</summary>
    public static void Answers(
        this OpenApiOperation operation, int status, string words, params string[] types) =>
        (operation.Responses ??= [])[$"{status}"] = new OpenApiResponse
        {
            Description = words,
            Content = types.ToDictionary(type => type, _ => Bytes),
        };

    /// <summary>Unless it is described already.</summary>
    public static void Problem(
        this OpenApiOperation operation, OpenApiDocument? document, int status, string words)
    {
        operation.Responses ??= [];
        // The framework has words of its own for all but the numbers that it does not know.
        if (operation.Responses.GetValueOrDefault($"{status}") is { Description.Length: > 0 }) return;
        operation.Responses[$"{status}"] = new OpenApiResponse
        {
            Description = words,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemType] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document),
                },
            },
        };
    }

    public static void AnswersWithHeader(
        this OpenApiOperation operation, int status, string name, string words)
    {
        if (operation.Responses?[$"{status}"] is not OpenApiResponse answer) return;
        (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
            new OpenApiHeader { Description = words, Schema = Text };
    }

    public static void TakesHeader(
        this OpenApiOperation operation, string name, string words, bool isNeeded = false) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = words,
            Required = isNeeded,
            Schema = Text,
        });

    public static void TakesBytes(
        this OpenApiOperation operation, string type, string words, bool isNeeded = true) =>
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = words,
            Required = isNeeded,
            Content = new Dictionary<string, OpenApiMediaType> { [type] = Bytes },
        };

    private static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    private static OpenApiMediaType Bytes =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
}
