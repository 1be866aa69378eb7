using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LessonLens.Tests.Support;

/// <summary>
/// Remembers how each route has answered, whoever asked and why, to hold it against the OpenAPI document; and
/// whatever lacked a header that keeps it safe.
/// </summary>
internal sealed class ObservedAnswers : IStartupFilter
{
    private readonly ConcurrentDictionary<Answer, bool> _seen = new();
    private readonly ConcurrentDictionary<string, bool> _unsafe = new();

    public IEnumerable<string> Unsafe => _unsafe.Keys;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            // Registered first, so it is called last, when everybody else has had their say.
            context.Response.OnStarting(() =>
            {
                // Whoever hung up gets no answer; the framework notes 499 for them.
                if (context.RequestAborted.IsCancellationRequested) return Task.CompletedTask;
                foreach (var fault in SafeHeaders.Faults(
                    context.Request.Path, name => context.Response.Headers[name].ToString()))
                    _unsafe.TryAdd($"{context.Request.Method} {context.Request.Path}: {fault}", true);
                if (RouteOf(context) is { } route) _seen.TryAdd(Read(context, route), true);
                return Task.CompletedTask;
            });
            return go(context);
        });
        next(app);
    };

    public IEnumerable<string> NotNamedIn(ApiDocument document) => _seen.Keys
        .Where(answer => ApiDocument.Covers(answer.Route) && !IsNamed(document, answer))
        .Select(answer => answer.ToString());

    private static bool IsNamed(ApiDocument document, Answer answer)
    {
        var operation = document.Operation(answer.Method, answer.Route);
        if (operation?["responses"]?[$"{answer.Status}"] is not { } named) return false;
        return answer.Type is null || named["content"]?[answer.Type] is not null;
    }

    private static Answer Read(HttpContext context, string route)
    {
        var hasBody = context.Response.StatusCode is not (204 or 304)
            && !HttpMethods.IsHead(context.Request.Method);
        var type = hasBody && MediaTypeHeaderValue.TryParse(context.Response.ContentType, out var parsed)
            ? parsed.MediaType.Value : null;
        return new Answer(context.Request.Method, route, context.Response.StatusCode, type);
    }

    /// <summary>The framework forgets it over an exception, but for its own handler.</summary>
    private static string? RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint
            route ? "/" + route.RoutePattern.RawText!.TrimStart('/') : null;

    private sealed record Answer(string Method, string Route, int Status, string? Type)
    {
        public override string ToString() => $"{Method} {Route} → {Status} {Type}";
    }
}
