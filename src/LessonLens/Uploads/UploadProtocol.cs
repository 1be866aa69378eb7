using Microsoft.Net.Http.Headers;

namespace LessonLens.Uploads;

/// <summary>What tus 1.0.0 asks of every request and response, before anything else is looked at.</summary>
public static class UploadProtocol
{
    public const string Path = "/api/uploads";
    public const string Version = "1.0.0";
    public const string BodyType = "application/offset+octet-stream";

    public static void UseUploadProtocol(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(Path))
        {
            await next(context);
            return;
        }

        // "Core protocol, X-HTTP-Method-Override": for clients whose environment knows no PATCH or DELETE.
        if (context.Request.Headers["X-HTTP-Method-Override"] is [{ Length: > 0 } method])
            context.Request.Method = method.ToUpperInvariant();
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }

        // At the last moment, because an error answer begins with empty headers.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["Tus-Resumable"] = Version;
            return Task.CompletedTask;
        });
        // Our list of unfinished uploads is not part of tus.
        if (HttpMethods.IsGet(context.Request.Method) || context.Request.Headers["Tus-Resumable"] == Version)
        {
            await next(context);
            return;
        }

        context.Response.Headers["Tus-Version"] = Version;
        await TypedResults.Problem(
            statusCode: 412, title: "Uploads speak tus here (Tus-Resumable: 1.0.0).").ExecuteAsync(context);
    });

    public static bool IsBody(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(BodyType, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// An upload's URL holds 128 random bits, so no cookie and no origin has to vouch for the request.
    /// </summary>
    public static bool HasItsOwnSecret(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Path, out var rest) && rest.Value is { Length: > 1 };
}
