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

    /// <summary>The role of whoever looks after a school's groups.</summary>
    public const string Coordinator = "coordinator";

    private const string CookieName = "lessonlens";

    /// <summary>Whose page sends it, where a page does.</summary>
    private const string OfPerson = "LessonLens-Person";

    public static string? Read(HttpRequest request) => Cookies.Read(request, CookieName);

    public static void Write(HttpContext context, string token) =>
        Cookies.Write(context, CookieName, token);

    public static void Remove(HttpContext context) => Cookies.Remove(context, CookieName);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { } token) return AuthenticateResult.NoResult();
        // Only reads are there, and a player makes many of them.
        var found = Request.Path.StartsWithSegments("/media")
            ? await sessions.ContinueLately(token, Context.RequestAborted)
            : await sessions.Continue(token, Context.RequestAborted);
        if (found is not { } person)
            return AuthenticateResult.Fail("The session is over.");
        // In a staff room one browser is many people's: an open page may be of one who was there before.
        if (Request.Headers[OfPerson] is [{ } owner] && owner != person.Id.ToString())
            return AuthenticateResult.Fail("The page is somebody else's.");

        return AuthenticateResult.Success(
            new AuthenticationTicket(person.As(Scheme.Name), Scheme.Name));
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
}
