using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>A program that sends somebody's token in <c>Authorization</c> (RFC 6750, 2.1).</summary>
public sealed class TokenBearer(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Bearer";

    /// <summary>The claim of a token that may not write.</summary>
    internal const string MayOnlyRead = "may-only-read";

    /// <summary>Whatever it is worth: a foreign page cannot make a browser send one.</summary>
    public static bool IsIn(HttpRequest request) => Read(request) is not null;

    public static string? Read(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header.Scheme.Equals(Name, StringComparison.OrdinalIgnoreCase) ? header.Parameter ?? "" : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await tokens.Use(Read(Request) ?? "", Context.RequestAborted) is not var (person, may))
            return AuthenticateResult.Fail("There is no such token.");
        var user = person.As(Name, may == TokenMay.Read ? [new Claim(MayOnlyRead, "")] : []);
        return AuthenticateResult.Success(new AuthenticationTicket(user, Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return TypedResults.Problem(statusCode: 401, title:
            "This token is not valid, or it has ended. Its owner makes a new one on their account's page.")
            .ExecuteAsync(Context);
    }
}
