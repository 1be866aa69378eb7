using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>Where an invitation leads: who is new chooses a password, who is not gives theirs.</summary>
[AllowAnonymous]
public sealed class InvitedPage(InvitationStore invitations, PersonStore people, SignIn signIn) : PageModel
{
    /// <summary>Null where the link is used up, taken back, too old, or never was.</summary>
    public Invitation? Invitation { get; private set; }

    /// <summary>The address has an account already, in another school.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    public async Task OnGet(string token, CancellationToken stop)
    {
        await Look(token, stop);
        if (Invitation is null) Response.StatusCode = StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPost(
        string token, string? next, string? password, CancellationToken stop)
    {
        await Look(token, stop);
        if (Invitation is not null)
        {
            var session = IsKnown
                ? await JoinAlso(token, Invitation.Email, password ?? "", stop)
                : await Join(token, Invitation.Email, next ?? "", stop);
            if (session is not null)
            {
                SessionCookie.Write(HttpContext, session);
                return LocalRedirect("/");
            }

            if (Wrong is null) Invitation = null;
        }

        Response.StatusCode = Invitation is null
            ? StatusCodes.Status410Gone : StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<string?> Join(string token, string email, string next, CancellationToken stop)
    {
        Wrong = Passwords.Fault(next, email);
        return Wrong is null && await invitations.Join(token, Passwords.Hash(next)) is not null
            ? await signIn.Try(email, next, BrowserWords.Of(Request), stop)
            : null;
    }

    private async Task<string?> JoinAlso(string token, string email, string password, CancellationToken stop)
    {
        var session = password.Length > Passwords.Longest
            ? null : await signIn.Try(email, password, BrowserWords.Of(Request), stop);
        if (session is null) Wrong = "This is not your password. Please try again.";
        else if (await people.FindByEmail(email, stop) is { } person)
            await invitations.JoinAlso(token, person.Id);
        return session;
    }

    private async Task Look(string token, CancellationToken stop)
    {
        Invitation = await invitations.Find(token, stop);
        IsKnown = Invitation is not null && await people.FindByEmail(Invitation.Email, stop) is not null;
    }
}
