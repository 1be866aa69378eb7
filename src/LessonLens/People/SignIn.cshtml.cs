using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>Signing in and out, also for browsers without scripts.</summary>
[AllowAnonymous]
public sealed class SignInPage(SignIn signIn, SessionStore sessions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Comes from a link to a new password.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool IsChanged { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    public IActionResult OnGet() =>
        User.Identity is { IsAuthenticated: true } ? LocalRedirect(Destination) : Page();

    public async Task<IActionResult> OnPost(string? password, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(Email) || string.IsNullOrEmpty(password))
            return Again("Please write both your e-mail address and your password.");
        if (Email.Length > 320 || password.Length > Passwords.Longest
            || await signIn.Try(Email, password, BrowserWords.Of(Request), stop) is not { } token)
            return Again("This e-mail address and password do not belong together. Please try again.");
        if (SessionCookie.Read(Request) is { } before) await sessions.End(before);
        SessionCookie.Write(HttpContext, token);
        return LocalRedirect(Destination);
    }

    public async Task<IActionResult> OnPostSignOut()
    {
        if (SessionCookie.Read(Request) is { } token) await sessions.End(token);
        SessionCookie.Remove(HttpContext);
        return LocalRedirect("/sign-in");
    }

    /// <summary>Never to another site: a link into LessonLens must not lead out of it.</summary>
    private string Destination => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/";

    private PageResult Again(string wrong)
    {
        Wrong = wrong;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Page();
    }
}
