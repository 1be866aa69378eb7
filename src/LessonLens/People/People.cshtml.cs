using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For a school's administrator: who is in it, who is invited. For all others there is none.
/// </summary>
public sealed class PeoplePage(
    SchoolPeopleStore people, RoleStore roleStore, InvitationStore invitations, Attempts attempts,
    Mailer mailer) : PageModel
{
    /// <summary>So many are seen at a glance; among more one can search.</summary>
    public const int Few = 12;

    public IReadOnlyList<LookedAfter> Schools { get; private set; } = [];

    /// <summary>A part of a name or address; null where nobody is searched for.</summary>
    public string? Wanted { get; private set; }
    public IReadOnlyList<SchoolPerson> People { get; private set; } = [];
    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    /// <summary>What was done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>Shown once, to be handed over; null where it goes by mail.</summary>
    public string? Link { get; private set; }

    /// <summary>Why nobody was invited, in words; what was written stands in <see cref="Draft"/>.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Whose roles <see cref="Wrong"/> is about, where it is about roles.</summary>
    public Guid? WrongAbout { get; private set; }

    public Invite Draft { get; private set; } =
        new() { SchoolId = default, Name = "", Email = "", Roles = ["teacher"] };

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) context.Result = NotFound();
    }

    public Task<IActionResult> OnGet(string? q, CancellationToken stop)
    {
        Wanted = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        return Show(stop);
    }

    public async Task<IActionResult> OnPostInvite(
        Guid school, string? name, string? email, string[]? roles, CancellationToken stop)
    {
        Draft = new Invite
        {
            SchoolId = school, Name = name?.Trim() ?? "", Email = email?.Trim() ?? "", Roles = roles ?? [],
        };
        if (!await people.LooksAfter(User.PersonId(), school, User.PersonId(), stop)) return NotFound();
        Wrong = Draft.Fault();
        if (Wrong is null && await attempts.Take(Limit.Invitations(User.PersonId())) is { } wait)
        {
            Wrong = TooMany.Say(Response, wait);
            return await Show(stop);
        }

        var token = Wrong is null ? await invitations.Make(User.PersonId(), Draft, mailer.IsOn) : null;
        if (token is null)
        {
            Wrong ??= $"Somebody with the address {Draft.Email} is here already.";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Show(stop);
        }

        Tell($"{Draft.Name} is invited.", "invitation", token);
        Draft = Draft with { Name = "", Email = "" };
        return await Show(stop);
    }

    public async Task<IActionResult> OnPostRoles(
        Guid school, Guid person, string[]? roles, CancellationToken stop)
    {
        Wrong = Membership.Fault(roles ?? []);
        if (Wrong is null)
            switch (await roleStore.Set(User.PersonId(), school, person, roles!))
            {
                case RoleChange.NotMine: return NotFound();
                // Whoever looks after the school no more has no such page.
                case RoleChange.Done: return LocalRedirect(
                    person == User.PersonId() && !roles!.Contains(SessionCookie.Administrator)
                        ? "/" : At(person));
                case RoleChange.LastAdministrator: Wrong = Membership.NeedsAdministrator; break;
            }

        WrongAbout = person;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show(stop);
    }

    public async Task<IActionResult> OnPostWithdraw(Guid invitation)
    {
        await invitations.Withdraw(User.PersonId(), invitation);
        return LocalRedirect("/people");
    }

    public async Task<IActionResult> OnPostDisable(Guid person) =>
        await people.Disable(User.PersonId(), person) ? LocalRedirect(At(person)) : NotFound();

    public async Task<IActionResult> OnPostEnable(Guid person) =>
        await people.Enable(User.PersonId(), person) ? LocalRedirect(At(person)) : NotFound();

    public async Task<IActionResult> OnPostEndSecondStep(Guid person) =>
        await people.EndSecondStep(User.PersonId(), person, mailer.IsOn)
            ? LocalRedirect(At(person)) : NotFound();

    public async Task<IActionResult> OnPostNewPassword(Guid person, CancellationToken stop)
    {
        if (await people.LinkToNewPassword(User.PersonId(), person, mailer.IsOn) is not { } token)
            return NotFound();
        await Show(stop);
        var name = People.First(one => one.Id == person).Name;
        Tell($"{name} can choose a new password.", "new-password", token);
        return Page();
    }

    /// <summary>The row that was changed says how it stands now.</summary>
    private static string At(Guid person) => $"/people#person-{person}";

    internal static string RoleWords(string role) => role switch
    {
        "admin" => "administrator",
        _ => role,
    };

    private void Tell(string done, string page, string token)
    {
        Done = done;
        if (token.Length > 0) Link = $"{Request.Scheme}://{Request.Host}/{page}/{token}";
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        Schools = await people.Schools(User.PersonId(), stop);
        People = await people.People(User.PersonId(), stop, wanted: Wanted);
        Invitations = await invitations.OfMySchools(User.PersonId(), stop);
        return Page();
    }
}
