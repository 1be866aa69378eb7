using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For whoever has forgotten their password. Says the same whether or not we know the address.
/// </summary>
[AllowAnonymous]
public sealed class ForgottenPage(ResetStore resets, Mailer mailer) : PageModel
{
    public bool MailIsOn => mailer.IsOn;
    public bool IsSent { get; private set; }

    public void OnGet(bool sent = false) => IsSent = sent;

    public async Task<IActionResult> OnPost(string? email)
    {
        if (!MailIsOn) return NotFound();
        if (!string.IsNullOrWhiteSpace(email) && email.Length <= Invite.LongestEmail)
            await resets.Wish(email);
        return LocalRedirect("/forgotten?sent=true");
    }
}
