namespace LessonLens.Shared;

/// <summary>
/// Cross-site requests are refused by where they come from, instead of antiforgery tokens: every unsafe
/// request that a cookie authenticates, and the hub's negotiate and upgrade, must come from a page of ours.
/// </summary>
public static class SameOrigin
{
    /// <param name="app">The application.</param>
    /// <param name="isExempt">
    /// Whether the request is authenticated by something that a foreign page cannot have.
    /// </param>
    public static void UseSameOrigin(this WebApplication app, Func<HttpContext, bool> isExempt) =>
        app.Use(async (context, next) =>
        {
            if (isExempt(context) || !IsUnsafe(context.Request) || ComesFromUs(context.Request))
            {
                await next(context);
                return;
            }

            await TypedResults.Problem(statusCode: 403,
                title: "This came from another site, so we did not do it. Try again in LessonLens itself.")
                .ExecuteAsync(context);
        });

    private static bool IsUnsafe(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs")
        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method));

    private static bool ComesFromUs(HttpRequest request)
    {
        // Browsers leave the first one out on plain http away from localhost (Fetch Metadata, W3C).
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site == "same-origin";
        return request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }
}
