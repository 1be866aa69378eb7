using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>Signing in and out, for programs, below <c>/api</c>.</summary>
internal static class SessionEndpoints
{
    public static void AddSigningIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionOptions>().BindConfiguration("Sessions")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<HalfSessionStore>();
        builder.Services.AddSingleton<SecondStepStore>();
        builder.Services.AddSingleton<KnownBrowsers>();
        builder.Services.AddSingleton<Attempts>();
        builder.Services.AddSingleton<PasswordTurns>();
        builder.Services.AddSingleton<PasswordCheck>();
        builder.Services.AddSingleton<PasswordChange>();
        builder.Services.AddSingleton<SignIn>();
        builder.Services.AddSingleton<Entrance>();
        builder.Services.AddSingleton<ProtectionKeys>();
        // Else what one process encrypts another, installed elsewhere, cannot read.
        builder.Services.AddDataProtection().SetApplicationName("LessonLens");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>(
            (management, keys) => management.XmlRepository = keys);
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddAuthentication(SessionCookie.Name)
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.Name, scheme =>
                scheme.ForwardDefaultSelector = context =>
                    TokenBearer.IsIn(context.Request) ? TokenBearer.Name : null)
            .AddScheme<AuthenticationSchemeOptions, TokenBearer>(TokenBearer.Name, null);
        // Whatever does not say otherwise needs somebody who is signed in.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapPost("/session", Begin)
            .WithSummary("Signs in: 204 and a cookie.").ProducesProblem(401).ProducesProblem(429)
            .AllowAnonymous().NotByToken();
        api.MapDelete("/session", End)
            .WithSummary("Signs out; again is fine.").AllowAnonymous().NotByToken();
    }

    private static ProblemHttpResult DoNotBelong => TypedResults.Problem(statusCode: 401,
        title: "This e-mail address and password do not belong together.");

    private static ProblemHttpResult CodeNeeded => TypedResults.Problem(statusCode: 401,
        title: "Please add the code from your authenticator app, or one of your recovery codes.",
        extensions: [new("codeNeeded", true)]);

    private static ProblemHttpResult CodeWrong => TypedResults.Problem(statusCode: 401,
        title: "This code does not fit, or it has been used. Please wait for the next one.",
        extensions: [new("codeNeeded", true)]);

    /// <summary>Signs in: 204 and a cookie, or 401.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Begin(
        Credentials credentials, SignIn signIn, SecondStepStore secondSteps, Entrance entrance,
        HttpContext context)
    {
        var tried = await signIn.Password(credentials.Email, credentials.Password, context);
        if (tried.Person is { } person && await secondSteps.IsOn(person.Id))
        {
            if (credentials.Code is not { } code) return CodeNeeded;
            tried = await signIn.Code(person, code, context);
            if (tried is { Person: null, Wait: null }) return CodeWrong;
        }

        if (tried.Wait is { } wait) return TooMany.Problem(context.Response, wait);
        return tried.Person is { } proven && await entrance.Begin(context, proven)
            ? TypedResults.NoContent() : DoNotBelong;
    }

    /// <summary>Signs out; signing out twice is fine.</summary>
    private static async Task<NoContent> End(SessionStore sessions, HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is { } token) await sessions.End(token);
        SessionCookie.Remove(context);
        return TypedResults.NoContent();
    }
}

public sealed record Credentials
{
    [MaxLength(320, ErrorMessage = "An e-mail address has at most 320 characters.")]
    public required string Email { get; init; }

    [MaxLength(Passwords.Longest, ErrorMessage = "A password has at most 1,000 characters.")]
    public required string Password { get; init; }

    /// <summary>
    /// Of whoever has a second step: six digits from their app, or a recovery code. Without it the answer is
    /// 401 with <c>codeNeeded</c>.
    /// </summary>
    [MaxLength(60, ErrorMessage = "A code has at most 60 characters.")]
    public string? Code { get; init; }
}
