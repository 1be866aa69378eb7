using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Support;

/// <summary>
/// Every route of the product as the product itself lists them, so that a new one is tested from the start.
/// </summary>
public static class Routes
{
    public static IEnumerable<(string Method, string Pattern)> Of(LessonLensApp app) => app.Services
        .GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .SelectMany(endpoint => Methods(endpoint)
            .Select(method => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Concat(Handlers(endpoint, app)))
        .Distinct();

    public static bool IsUnsafe(string method) => method is not ("GET" or "HEAD" or "OPTIONS");

    /// <summary>
    /// The address with these in the places of its parameters; the last value also for all further ones.
    /// </summary>
    public static string Fill(string pattern, params string[] values)
    {
        var at = 0;
        return string.Join('/', pattern.Split('/').Select(part =>
            part.StartsWith('{')
                ? values[Math.Min(at++, values.Length - 1)] + part[(part.LastIndexOf('}') + 1)..] : part));
    }

    /// <summary>What the forms of a page do, beside what the page itself does.</summary>
    private static IEnumerable<(string Method, string Pattern)> Handlers(
        RouteEndpoint endpoint, LessonLensApp app) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
            ? app.Services.GetRequiredService<PageLoader>()
                .LoadAsync(page, EndpointMetadataCollection.Empty).GetAwaiter().GetResult()
                .HandlerMethods.Where(handler => handler.Name is not null)
                .Select(handler => (handler.HttpMethod.ToUpperInvariant(),
                    $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}?handler={handler.Name}"))
            : [];

    // A page answers to GET and POST, and says so to nobody.
    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
            ? methods
            : ["GET", "POST"];
}
