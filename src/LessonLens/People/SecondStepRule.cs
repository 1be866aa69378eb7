using System.Security.Claims;
using LessonLens.Shared;
using Microsoft.AspNetCore.Authorization;

namespace LessonLens.People;

/// <summary>
/// Whoever looks after a school and has no second step can do nothing in their session but set one up. To
/// what is open to everybody they are nobody.
/// </summary>
public static class SecondStepRule
{
    /// <summary>The claim of whoever still has to.</summary>
    internal const string Missing = "second-step-missing";

    public static void UseSecondStepRule(this WebApplication app) => app.Use(async (context, next) =>
    {
        var endpoint = context.GetEndpoint();
        if (!context.User.HasClaim(claim => claim.Type == Missing)
            || endpoint?.Metadata.GetMetadata<SetsUpSecondStepAttribute>() is not null)
            await next(context);
        else if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            await next(context);
        }
        else if (context.IsForPrograms())
            await TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title:
                "You look after a school, so please set up a second step for signing in first, on your "
                + "account’s page.").ExecuteAsync(context);
        else context.Response.Redirect("/account/second-step");
    });
}

/// <summary>Where the second step is set up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SetsUpSecondStepAttribute : Attribute;
