using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>The second step of signing in, for whoever has just given the right password.</summary>
[AllowAnonymous]
public sealed class SignInCodePage(SignIn signIn, HalfSessionStore halves, Entrance entrance) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop) =>
        HalfSessionStore.ReadCookie(Request) is { } token && await halves.Lives(token, stop)
            ? Page() : Back();

    public async Task<IActionResult> OnPost(string? code)
    {
        if (HalfSessionStore.ReadCookie(Request) is not { } token || await halves.Try(token) is not { } half)
            return Back();
        var tried = await signIn.Code(half, code ?? "", HttpContext);
        if (tried.Wait is { } wait) Wrong = TooMany.Say(Response, wait);
        else if (tried.Person is null)
        {
            Wrong = "This code does not fit, or it has been used. Please wait for the next one, and see that "
                + "your phone’s clock is right.";
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            await halves.End(HttpContext, token);
            return await entrance.Begin(HttpContext, half)
                ? LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/")
                : Back();
        }

        return Page();
    }

    private LocalRedirectResult Back() => LocalRedirect(
        Url.IsLocalUrl(ReturnUrl) ? $"/sign-in?over=true&returnUrl={Uri.EscapeDataString(ReturnUrl)}"
            : "/sign-in?over=true");
}
