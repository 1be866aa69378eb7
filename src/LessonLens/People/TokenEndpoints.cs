using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>Tokens for programs that act for me, below <c>/api/me/tokens</c>.</summary>
internal static class TokenEndpoints
{
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
        if (wanted.Fault(tokens.Today) is { } fault)
            return TypedResults.Problem(statusCode: 400, title: fault);
        var (me, wrong) = await check.Try(user.PersonId(), wanted.Password, stop);
        if (me is null) return TypedResults.Problem(statusCode: 400, title: wrong);
        var (made, refusal) = await tokens.Make(me, wanted);
        return made is not null ? TypedResults.Created($"/api/me/tokens/{made.About.Id}", made)
            : TypedResults.Problem(statusCode: 409, title: refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid tokenId, ClaimsPrincipal user, TokenStore tokens) =>
        await tokens.End(user.PersonId(), tokenId)
            ? TypedResults.NoContent()
            : TypedResults.Problem(statusCode: 404, title: "You have no such token; it may have ended.");
}
