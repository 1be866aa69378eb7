using System.Security.Claims;
using System.Text.Encodings.Web;
using LessonLens.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>Signed in by a cookie that names a row of <c>sessions</c>.</summary>
public sealed class SessionCookie(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    SessionStore sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Session";

    /// <summary>The role of whoever looks after a school.</summary>
    public const string Administrator = "admin";

    /// <summary>
    /// <c>__Host-</c> pins the cookie to this host and to https (RFC 6265bis 4.1.3.2); plain http, which only
    /// localhost uses, cannot have it.
    /// </summary>
    private static string NameFor(HttpRequest request) =>
        request.IsHttps ? "__Host-lessonlens" : "lessonlens";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string token) =>
        context.Response.Cookies.Append(NameFor(context.Request), token, Shape(context.Request));

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(NameFor(context.Request), Shape(context.Request));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { Length: > 0 and < 100 } token) return AuthenticateResult.NoResult();
        // Only reads are there, and a player makes many of them.
        var found = Request.Path.StartsWithSegments("/media")
            ? await sessions.ContinueLately(token, Context.RequestAborted)
            : await sessions.Continue(token, Context.RequestAborted);
        if (found is not { } person)
            return AuthenticateResult.Fail("The session is over.");

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()),
                new Claim(ClaimTypes.Name, person.Name),
                .. person.Administers ? [new Claim(ClaimTypes.Role, Administrator)] : Array.Empty<Claim>(),
            ], Scheme.Name);
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.IsForPrograms())
        {
            await TypedResults.Problem(statusCode: 401, title: "Please sign in first.").ExecuteAsync(Context);
            return;
        }

        var here = Request.PathBase + Request.Path + Request.QueryString;
        Response.Redirect(here == "/" ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(here)}");
    }

    private static CookieOptions Shape(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
