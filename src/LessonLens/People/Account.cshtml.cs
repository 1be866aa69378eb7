using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>One's own password, where one is signed in, and tokens for programs.</summary>
public sealed class AccountPage(
    PersonStore people, SessionStore sessions, SecondStepStore secondSteps, PasswordChange change,
    TokenStore tokens, PasswordCheck check) : PageModel
{
    public Me Me { get; private set; } = null!;
    public IReadOnlyList<(Guid Id, string Name)> Schools =>
        [.. Me.Memberships.Select(one => (one.SchoolId, one.School)).Distinct()];

    public IReadOnlyList<MySession> Sessions { get; private set; } = [];
    public bool HasSecondStep { get; private set; }
    public IReadOnlyList<MyToken> Tokens { get; private set; } = [];
    public DateOnly Today => tokens.Today;

    /// <summary>Seen only now; null on all other visits.</summary>
    public string? Token { get; private set; }

    /// <summary>The one that could not be made, as it was written.</summary>
    public NewToken? Wanted { get; private set; }

    /// <summary>Why it was not made, in words.</summary>
    public string? WrongToken { get; private set; }

    /// <summary>What was done, in words; comes back after a form was sent.</summary>
    public string? Done { get; private set; }

    /// <summary>Why the password stays as it is, in words.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop, string? done = null)
    {
        Done = done switch
        {
            "password" => "Your password is changed. You are signed out everywhere but here.",
            "without-code" => "You sign in without a code now.",
            "ended" => "That session is over.",
            "token-ended" => "That token opens nothing any more.",
            "others" => "You are signed out everywhere but here.",
            _ => null,
        };
        return await Show(stop);
    }

    public async Task<IActionResult> OnPostPassword(string? current, string? next, CancellationToken stop)
    {
        Wrong = await change.Try(
            User.PersonId(), SessionCookie.Read(Request), current ?? "", next ?? "", stop);
        if (Wrong is null) return LocalRedirect("/account?done=password");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show(stop);
    }

    public async Task<IActionResult> OnPostEnd(Guid session)
    {
        await sessions.EndMine(User.PersonId(), session);
        return LocalRedirect("/account?done=ended");
    }

    public async Task<IActionResult> OnPostEndOthers()
    {
        await sessions.EndMyOthers(User.PersonId(), SessionCookie.Read(Request));
        return LocalRedirect("/account?done=others");
    }

    public async Task<IActionResult> OnPostToken(
        string? name, TokenMay may, DateOnly endsOn, string? password, CancellationToken stop)
    {
        var wanted = new NewToken { Name = name ?? "", May = may, EndsOn = endsOn, Password = "" };
        WrongToken = name?.Length > NewToken.LongestName ? NewToken.NameTooLong : wanted.Fault(Today);
        if (WrongToken is null)
        {
            (var me, WrongToken) = await check.Try(User.PersonId(), password ?? "", stop);
            if (me is not null)
            {
                (var made, WrongToken) = await tokens.Make(me, wanted);
                Token = made?.Token;
            }
        }

        if (WrongToken is null) return await Show(stop);
        Wanted = wanted;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show(stop);
    }

    public async Task<IActionResult> OnPostEndToken(Guid token)
    {
        await tokens.End(User.PersonId(), token);
        return LocalRedirect("/account?done=token-ended");
    }

    internal static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Until the page's script tells it by the reader's clock.</summary>
    internal static string Moment(DateTime at) =>
        at.ToString("ddd d MMM, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (await people.Me(User.PersonId(), stop) is not { } me) return NotFound();
        Me = me;
        Sessions = await sessions.OfMine(me.Id, SessionCookie.Read(Request), stop);
        Tokens = await tokens.OfMine(me.Id, stop);
        HasSecondStep = await secondSteps.IsOn(me.Id);
        return Page();
    }
}
