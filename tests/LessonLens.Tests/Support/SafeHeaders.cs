namespace LessonLens.Tests.Support;

/// <summary>The headers that keep every response safe, whatever it answers.</summary>
public static class SafeHeaders
{
    private static readonly (string Name, string Value)[] Fixed =
    [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"),
    ];

    private static readonly string[] Rules =
    [
        "default-src 'none'", "script-src 'self'", "connect-src 'self'", "form-action 'self'",
        "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
    ];

    /// <param name="path">Files of the build may be kept by everybody, media by whoever watches.</param>
    /// <param name="header">All values of a header, or the empty text.</param>
    /// <returns>What is missing or wrong.</returns>
    public static IEnumerable<string> Faults(string path, Func<string, string> header)
    {
        foreach (var (name, value) in Fixed)
            if (header(name) != value) yield return $"{name}: {header(name)}";
        var policy = header("Content-Security-Policy").Split("; ");
        foreach (var rule in Rules)
            if (!policy.Contains(rule)) yield return $"no {rule}";
        if (policy.Any(rule => rule.Contains("unsafe", StringComparison.Ordinal)))
            yield return "unsafe rules";
        foreach (var name in (string[])["Server", "X-Powered-By", "Access-Control-Allow-Origin"])
            if (header(name) != "") yield return $"{name}: {header(name)}";
        var caching = header("Cache-Control");
        if (!caching.Contains("no-store", StringComparison.Ordinal)
            && !(path.StartsWith("/media/", StringComparison.Ordinal)
                && caching.StartsWith("private, ", StringComparison.Ordinal))
            && !IsBuilt(path))
            yield return $"Cache-Control: {caching}";
    }

    private static bool IsBuilt(string path) => path.StartsWith("/assets/", StringComparison.Ordinal)
        || path is "/favicon.svg" or "/manifest.webmanifest";
}
