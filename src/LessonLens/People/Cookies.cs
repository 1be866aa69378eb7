namespace LessonLens.People;

/// <summary>Cookies that only this host reads, out of reach for scripts and other sites.</summary>
internal static class Cookies
{
    /// <summary>
    /// <c>__Host-</c> pins a cookie to this host and to https (RFC 6265bis 4.1.3.2); plain http, which only
    /// localhost uses, cannot have it.
    /// </summary>
    private static string NameFor(HttpRequest request, string name) =>
        request.IsHttps ? $"__Host-{name}" : name;

    /// <returns>
    /// Null where there is none, or none that we could have written; and for programs with a token, which are
    /// not asked where they come from.
    /// </returns>
    public static string? Read(HttpRequest request, string name) =>
        !TokenBearer.IsIn(request)
        && request.Cookies[NameFor(request, name)] is { Length: > 0 and < 100 } token ? token : null;

    /// <param name="context">Whose response carries it.</param>
    /// <param name="name">Without prefix.</param>
    /// <param name="token">What it says.</param>
    /// <param name="lasts">Null is until the browser closes.</param>
    public static void Write(HttpContext context, string name, string token, TimeSpan? lasts = null) =>
        context.Response.Cookies.Append(NameFor(context.Request, name), token, Shape(context.Request, lasts));

    public static void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(NameFor(context.Request, name), Shape(context.Request, null));

    private static CookieOptions Shape(HttpRequest request, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = lasts,
    };
}
