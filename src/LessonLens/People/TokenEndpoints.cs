using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>Tokens for programs that act for me, below <c>/api/me/tokens</c>.</summary>
internal static class TokenEndpoints
{
    internal static readonly string TooMany =
        $"You have {TokenStore.Most} tokens already. End one that you no longer need first.";

    public static void MapTokens(this IEndpointRouteBuilder me)
    {
        me.MapGet("/tokens", List)
            .WithSummary("My tokens for programs, without the tokens themselves.");
        me.MapPost("/tokens", Make)
            .WithSummary("Makes a token for a program, and tells it this once.").ProducesProblem(409);
        me.MapDelete("/tokens/{tokenId:guid}", End)
            .WithSummary("Ends one of my tokens at once.");
    }

    private static async Task<Ok<IReadOnlyList<MyToken>>> List(
        ClaimsPrincipal user, TokenStore tokens, CancellationToken stop) =>
        TypedResults.Ok(await tokens.OfMine(user.PersonId(), stop));

    private static async Task<Results<Created<MadeToken>, ProblemHttpResult>> Make(
        NewToken wanted, ClaimsPrincipal user, TokenStore tokens, PasswordCheck check, CancellationToken stop)
    {
        var fault = wanted.Fault(tokens.Today)
            ?? (await check.Try(user.PersonId(), wanted.Password, stop)).Fault;
        if (fault is not null) return TypedResults.Problem(statusCode: 400, title: fault);
        return await tokens.Make(user.PersonId(), wanted) is { } made
            ? TypedResults.Created($"/api/me/tokens/{made.About.Id}", made)
            : TypedResults.Problem(statusCode: 409, title: TooMany);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid tokenId, ClaimsPrincipal user, TokenStore tokens) =>
        await tokens.End(user.PersonId(), tokenId)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: 404, title: "You have no such token; it may have ended.");
}
