using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace LessonLens.People;

/// <summary>Signing in and out, also for browsers without scripts.</summary>
[AllowAnonymous]
public sealed class SignInPage(
    SignIn signIn, Entrance entrance, SessionStore sessions, ProviderStore providers) : PageModel
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

    /// <summary>Comes back from a school's provider: why that did not let them in.</summary>
    [BindProperty(SupportsGet = true, Name = "school")]
    public string? Refusal { get; set; }

    /// <summary>Where somebody with this address may sign in instead.</summary>
    public IReadOnlyList<Provider> Providers { get; private set; } = [];

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    public IActionResult OnGet()
    {
        Wrong = Refusal switch
        {
            "away" => "Your school’s sign-in does not answer as it should. Please try again in a while, or "
                + "use your password.",
            "address" => "Your school account has no e-mail address that your school vouches for.",
            "elsewhere" => "You also belong to another school, so please use your password here.",
            "over" => "That took too long, or went wrong on the way. Please begin again.",
            not null => "Your school account opens nothing here. Please ask whoever looks after LessonLens "
                + "in your school.",
            _ => null,
        };
        return User.Identity is { IsAuthenticated: true } ? LocalRedirect(Destination) : Page();
    }

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

    /// <summary>By the domain of the address alone: whether anybody has it is not looked at.</summary>
    public async Task<IActionResult> OnPostSchool(CancellationToken stop)
    {
        if (Email is { Length: <= Invite.LongestEmail })
            Providers = await providers.ForDomain(Provider.DomainOf(Email), stop);
        if (Providers.Count == 0)
            Wrong = "Write the e-mail address of your school account first. If this is it, your school has "
                + "not set this up, so please use your password.";
        // A redirect of a form must not leave us (form-action), and would not in Chromium.
        else if (Providers.Count == 1) Response.Headers["Refresh"] = $"0;url={LinkTo(Providers[0])}";
        return Page();
    }

    internal string LinkTo(Provider provider) => QueryHelpers.AddQueryString(
        $"/sign-in/school/{provider.SchoolId}",
        new Dictionary<string, string?> { ["email"] = Email, ["returnUrl"] = ReturnUrl });

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
