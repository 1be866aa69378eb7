using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// Where a link to a new password leads. Looking at it does not use it up: mail filters look.
/// </summary>
[AllowAnonymous]
public sealed class NewPasswordPage(ResetStore resets, PasswordTurns turns) : PageModel
{
    /// <summary>Null where the link is used up, too old, or never was.</summary>
    public Recipient? Person { get; private set; }

    /// <summary>Why the password is not taken, in words.</summary>
    public string? Wrong { get; private set; }

    public async Task OnGet(string token, CancellationToken stop)
    {
        Person = await resets.Find(token, stop);
        if (Person is null) Response.StatusCode = StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPost(string token, string? next, CancellationToken stop)
    {
        Person = await resets.Find(token, stop);
        if (Person is not null)
        {
            Wrong = Passwords.Fault(next ?? "", Person.Email);
            if (Wrong is null && await resets.Use(token, await turns.Hash(next!, stop)))
            {
                SessionCookie.Remove(HttpContext);
                return LocalRedirect("/sign-in?changed=true");
            }

            if (Wrong is null) Person = null;
        }

        Response.StatusCode = Person is null ? StatusCodes.Status410Gone : StatusCodes.Status400BadRequest;
        return Page();
    }
}
