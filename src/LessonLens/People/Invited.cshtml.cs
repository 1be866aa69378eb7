using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// Where an invitation leads: who is new chooses a password, who is not signs in as always, and joins.
/// </summary>
[AllowAnonymous]
public sealed class InvitedPage(
    InvitationStore invitations, PersonStore people, SignIn signIn, Entrance entrance, PasswordTurns turns,
    Attempts attempts) : PageModel
{
    /// <summary>Null where the link is used up, taken back, too old, or never was.</summary>
    public Invitation? Invitation { get; private set; }

    /// <summary>The address has an account already, in another school.</summary>
    public bool IsKnown => _known is not null;

    /// <summary>And it is theirs who is signed in here.</summary>
    public bool IsMe => _known is { } known && User.Identity is { IsAuthenticated: true }
        && User.PersonId() == known.Id;

    /// <summary>Why it did not work, in words.</summary>
    public string? Wrong { get; private set; }

    private PasswordHolder? _known;

    public Task OnGet(string token, CancellationToken stop) => Look(token, stop);

    public async Task<IActionResult> OnPost(
        string token, string? next, string? password, CancellationToken stop)
    {
        await Look(token, stop);
        if (Invitation is null) return Page();
        var on = _known is { } known
            ? await JoinAlso(token, known, password ?? "")
            : await Join(token, Invitation.Email, next ?? "", stop);
        if (on is not null) return LocalRedirect(on);
        if (Wrong is null) IsOver();
        else if (Response.StatusCode == StatusCodes.Status200OK)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<string?> Join(string token, string email, string next, CancellationToken stop)
    {
        Wrong = Passwords.Fault(next, email);
        if (Wrong is not null) return null;
        var hash = await turns.Hash(next, stop);
        return await invitations.Join(token, hash) is { } id
            && await entrance.Begin(
                HttpContext, new PasswordHolder { Id = id, Email = email, PasswordHash = hash })
            ? "/" : null;
    }

    /// <summary>Whoever has a second step takes it first, and then comes back here.</summary>
    private async Task<string?> JoinAlso(string token, PasswordHolder person, string password)
    {
        var here = $"/invitation/{token}";
        var on = IsMe ? here : await Enter(person.Email, password, here);
        if (on != here) return on;
        return await invitations.JoinAlso(token, person.Id) ? "/" : null;
    }

    private async Task<string?> Enter(string email, string password, string destination)
    {
        Wrong = "This is not your password. Please try again.";
        if (password.Length > Passwords.Longest) return null;
        var tried = await signIn.Password(email, password, HttpContext);
        if (tried.Wait is { } wait) Wrong = TooMany.Say(Response, wait);
        return tried.Person is { } person ? await entrance.Enter(HttpContext, person, destination) : null;
    }

    private async Task Look(string token, CancellationToken stop)
    {
        Invitation = await invitations.Find(token, stop);
        if (Invitation is not null) _known = await people.FindByEmail(Invitation.Email, stop);
        else if (await attempts.Take(Limit.Links(HttpContext)) is { } wait) TooMany.Say(Response, wait);
        else IsOver();
    }

    private void IsOver()
    {
        Invitation = null;
        Response.StatusCode = StatusCodes.Status410Gone;
    }
}
