using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>What somebody does with their own account, below <c>/api/me</c>.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder me)
    {
        me.MapGet("/sessions", List)
            .WithSummary("Where I am signed in.");
        me.MapDelete("/sessions/{sessionId:guid}", End)
            .WithSummary("Ends one of my sessions; this one, too.");
        me.MapDelete("/sessions", EndOthers)
            .WithSummary("Ends all my sessions but this one.");
        me.MapPut("/password", ChangePassword)
            .WithSummary("Changes my password, and ends all my sessions but this one.");
    }

    private static async Task<Ok<IReadOnlyList<MySession>>> List(
        ClaimsPrincipal user, HttpRequest request, SessionStore sessions, CancellationToken stop) =>
        TypedResults.Ok(await sessions.OfMine(user.PersonId(), SessionCookie.Read(request), stop));

    private static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid sessionId, ClaimsPrincipal user, SessionStore sessions) =>
        await sessions.EndMine(user.PersonId(), sessionId)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: 404, title: "You have no such session; it may be over.");

    private static async Task<NoContent> EndOthers(
        ClaimsPrincipal user, HttpRequest request, SessionStore sessions)
    {
        await sessions.EndMyOthers(user.PersonId(), SessionCookie.Read(request));
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        NewPassword password, ClaimsPrincipal user, HttpRequest request, PasswordChange change,
        CancellationToken stop) =>
        await change.Try(user.PersonId(), SessionCookie.Read(request), password.Current, password.Next, stop)
            is { } fault
            ? TypedResults.Problem(statusCode: 400, title: fault)
            : TypedResults.NoContent();
}

/// <summary>One's own password, before and after.</summary>
public sealed record NewPassword
{
    public required string Current { get; init; }

    /// <summary>12 to 1,000 characters, and not one that many people use.</summary>
    public required string Next { get; init; }
}
