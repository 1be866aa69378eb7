using System.Text.Json;

namespace LessonLens.Shared;

/// <summary>The headers that every response carries, whatever it is.</summary>
public static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = ContentSecurityPolicy(StyleHashes(app.Environment.WebRootPath));
        var isForReal = !app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            // At the last moment: an error wipes away what was written before it.
            context.Response.OnStarting(() =>
            {
                Write(context.Response.Headers, policy);
                // Not over plain http, where anybody could have written it (RFC 6797, 7.2).
                if (isForReal && context.Request.IsHttps)
                    context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Write(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A lesson can be filmed on a page of ours.
        headers["Permissions-Policy"] =
            "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()";
        // Pages and answers carry personal data; what may be kept has said so itself.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }

    private static string ContentSecurityPolicy(IEnumerable<string> styleHashes) => string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        // media-chrome's elements bring style blocks; the client's build lists their hashes.
        string.Join(' ', styleHashes.Select(hash => $"'{hash}'").Prepend("style-src 'self'")),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        // hls.js feeds the video from memory and unpacks in a worker.
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'");

    private static string[] StyleHashes(string? webRoot)
    {
        var file = Path.Combine(webRoot ?? "", "assets", "media-chrome-style-hashes.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))! : [];
    }
}
