using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>Signing in and out, also for browsers without scripts.</summary>
[AllowAnonymous]
public sealed class SignInPage(SignIn signIn, Entrance entrance, SessionStore sessions) : PageModel
{
    private const string DoNotBelong =
        "This e-mail address and password do not belong together. Please try again.";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Comes from a link to a new password.</summary>
    [BindProperty(SupportsGet = true, Name = "changed")]
    public bool IsChanged { get; set; }

    /// <summary>Comes from the page for the code, where it took too long or went wrong too often.</summary>
    [BindProperty(SupportsGet = true, Name = "over")]
    public bool IsOver { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    public IActionResult OnGet() =>
        User.Identity is { IsAuthenticated: true } ? LocalRedirect(Destination) : Page();

    public async Task<IActionResult> OnPost(string? password)
    {
        if (string.IsNullOrWhiteSpace(Email) || string.IsNullOrEmpty(password))
            return Again("Please write both your e-mail address and your password.");
        if (Email.Length > 320 || password.Length > Passwords.Longest) return Again(DoNotBelong);
        var tried = await signIn.Password(Email, password, HttpContext);
        if (tried.Wait is { } wait)
        {
            Wrong = TooMany.Say(Response, wait);
            return Page();
        }

        return tried.Person is { } person
            && await entrance.Enter(HttpContext, person, Destination) is { } next
            ? LocalRedirect(next) : Again(DoNotBelong);
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
