using LessonLens.Shared;
using Microsoft.AspNetCore.Authentication;

namespace LessonLens.People;

/// <summary>
/// What a token opens: what programs are made for. Whoever finds one must not be able to turn it into more
/// than it is, so accounts, sessions and people are looked after by people.
/// </summary>
public static class TokenRule
{
    private sealed record Refused;

    /// <summary>Also for whatever is added to these routes later.</summary>
    internal static T NotByToken<T>(this T routes) where T : IEndpointConventionBuilder =>
        routes.WithMetadata(new Refused());

    public static void UseTokenRule(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!TokenBearer.IsIn(context.Request)) await next(context);
        // Wrong is wrong even where nobody has to be signed in.
        else if (context.User.Identity is not { IsAuthenticated: true })
            await context.ChallengeAsync();
        else if (Fault(context) is { } fault)
            await TypedResults.Problem(statusCode: 403, title: fault).ExecuteAsync(context);
        else await next(context);
    });

    private static string? Fault(HttpContext context)
    {
        var method = context.Request.Method;
        if (context.GetEndpoint()?.Metadata.GetMetadata<Refused>() is not null)
            return "A token is not for this: please sign in with a browser.";
        if (!context.IsForPrograms() || context.Request.Path.StartsWithSegments("/hubs"))
            return "A token opens /api and /media only: please sign in with a browser.";
        return context.User.HasClaim(claim => claim.Type == TokenBearer.MayOnlyRead)
            && !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            ? "This token may only read." : null;
    }
}
