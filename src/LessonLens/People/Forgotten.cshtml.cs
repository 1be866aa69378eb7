using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For whoever has forgotten their password. Says the same whether or not we know the address.
/// </summary>
[AllowAnonymous]
public sealed class ForgottenPage(ResetStore resets, Attempts attempts, Mailer mailer) : PageModel
{
    public bool MailIsOn => mailer.IsOn;
    public bool IsSent { get; private set; }

    /// <summary>Why no letter was asked for, in words.</summary>
    public string? Wrong { get; private set; }

    public void OnGet(bool sent = false) => IsSent = sent;

    public async Task<IActionResult> OnPost(string? email)
    {
        if (!MailIsOn) return NotFound();
        if (await attempts.Take(Limit.Wishes(HttpContext)) is { } wait)
        {
            Wrong = TooMany.Say(Response, wait);
            return Page();
        }

        if (!string.IsNullOrWhiteSpace(email) && email.Length <= Invite.LongestEmail)
            await resets.Wish(email);
        return LocalRedirect("/forgotten?sent=true");
    }
}
