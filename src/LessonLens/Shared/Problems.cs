using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace LessonLens.Shared;

/// <summary>
/// Turns what went wrong into a problem document (RFC 9457) whose title a teacher can read.
/// </summary>
public sealed partial class Problems(IProblemDetailsService documents, ILogger<Problems> log)
    : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, title) = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => (400, Explain(json)),
            BadHttpRequestException bad => (bad.StatusCode, Explain(bad)),
            // Class 22 is "data exception": for instance a NUL character, which no text of PostgreSQL can
            // hold.
            PostgresException { SqlState: ['2', '2', ..] } =>
                (400, "A field holds characters that we cannot store."),
            NpgsqlException or SocketException or TimeoutException => (503,
                "We cannot reach our database right now. What was saved is safe; try again in a minute."),
            _ => (500, "Something went wrong on our side. What was saved is safe; please try again."),
        };
        // What is answered here the framework does not log. Paths may hold secrets, routes do not.
        var route = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;
        if (status == 500) WentWrong(exception, route);
        else if (status == 503) DatabaseAway(route, exception.Message);
        httpContext.Response.StatusCode = status;
        if (status == 503) httpContext.Response.Headers.RetryAfter = "5";
        return await documents.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Title = title },
        });
    }

    private static string Explain(JsonException json)
    {
        if (Missing().Match(json.Message) is { Success: true } missing)
            return $"A field is missing: {missing.Groups[1].Value.Replace("'", "")}.";
        if (Unknown().Match(json.Message) is { Success: true } unknown)
            return $"The field {unknown.Groups[1].Value} is not known here.";
        if (json.InnerException is JsonException || json.Path is null or "$")
            return "This is not the JSON that belongs here "
                + $"(line {json.LineNumber + 1}, byte {json.BytePositionInLine}).";
        return $"The field {json.Path.TrimStart('$', '.')} has a value that does not fit.";
    }

    private static string Explain(BadHttpRequestException bad) => bad.StatusCode switch
    {
        413 => "That is more than we take at once.",
        415 => "The request needs a JSON body (Content-Type: application/json).",
        408 => "The request came too slowly.",
        _ when Parameter().Match(bad.Message) is { Success: true } parameter =>
            $"The value of {parameter.Groups[1].Value} does not fit.",
        _ => "The request needs a JSON body.",
    };

    [LoggerMessage(LogLevel.Error, "Something went wrong in {Route}.")]
    private partial void WentWrong(Exception exception, string? route);

    [LoggerMessage(LogLevel.Warning, "{Route} could not reach the database: {Reason}")]
    private partial void DatabaseAway(string? route, string reason);

    [GeneratedRegex("missing required properties including: (.*?)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex("The JSON property '(.*?)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("parameter \"\\S+ (\\w+)\" from \"")]
    private static partial Regex Parameter();
}
