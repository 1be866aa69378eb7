using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using LessonLens.Jobs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

public static class PeopleEndpoints
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionOptions>().BindConfiguration("Sessions")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PersonStore>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<SignIn>();
        builder.Services.AddSingleton<PasswordChange>();
        builder.Services.AddSingleton<LogCheck>();
        builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Mailer>();
        builder.Services.AddSingleton<ResetStore>();
        builder.Services.AddSingleton<InvitationStore>();
        builder.Services.AddSingleton<SchoolPeopleStore>();
        builder.Services.AddSingleton<GroupStore>();
        builder.Services.AddSingleton<IJobHandler, MailReset>();
        builder.Services.AddSingleton<IJobHandler, MailInvitation>();
        builder.Services.AddAuthentication(SessionCookie.Name)
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.Name, null);
        // Whatever does not say otherwise needs somebody who is signed in.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("People");
        api.MapPost("/session", Begin)
            .WithSummary("Signs in: 204 and a cookie.").ProducesProblem(401).ProducesProblem(429)
            .AllowAnonymous();
        api.MapDelete("/session", End)
            .WithSummary("Signs out; again is fine.").AllowAnonymous();
        api.MapGet("/me", WhoAmI)
            .WithSummary("Who is signed in, with their memberships.").ProducesProblem(404);
        api.MapGroup("/me").MapAccount();
        var school = api.MapGroup("/schools/{schoolId:guid}");
        school.MapGroups();
    }

    /// <summary>Signs in: 204 and a cookie, or 401.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Begin(
        Credentials credentials, SignIn signIn, SessionStore sessions, HttpContext context)
    {
        var token = await signIn.Try(credentials.Email, credentials.Password,
            BrowserWords.Of(context.Request), context.RequestAborted);
        if (token is null)
            return TypedResults.Problem(statusCode: 401,
                title: "This e-mail address and password do not belong together.");
        // A session from before is not carried on: a new sign-in has a new id.
        if (SessionCookie.Read(context.Request) is { } before) await sessions.End(before);
        SessionCookie.Write(context, token);
        return TypedResults.NoContent();
    }

    /// <summary>Signs out; signing out twice is fine.</summary>
    private static async Task<NoContent> End(SessionStore sessions, HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is { } token) await sessions.End(token);
        SessionCookie.Remove(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> WhoAmI(
        ClaimsPrincipal user, PersonStore people, CancellationToken stop) =>
        await people.Me(user.PersonId(), stop) is { } me ? TypedResults.Ok(me)
            : TypedResults.Problem(statusCode: 404, title: "You are no longer here.");
}

public sealed record Credentials
{
    [MaxLength(320, ErrorMessage = "An e-mail address has at most 320 characters.")]
    public required string Email { get; init; }

    [MaxLength(Passwords.Longest, ErrorMessage = "A password has at most 1,000 characters.")]
    public required string Password { get; init; }
}
