using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For a school's administrators: invites a whole list of staff. First it shows what it read; what is
/// confirmed then is the text alone, which is read again.
/// </summary>
[RequestSizeLimit(4 * StaffList.MostBytes)]
public sealed class StaffPage(
    SchoolPeopleStore people, GroupStore groups, InvitationStore invitations, Attempts attempts,
    Mailer mailer) : PageModel
{
    public IReadOnlyList<LookedAfter> Schools { get; private set; } = [];

    public Guid School { get; private set; }

    /// <summary>
    /// What was sent: it goes with the confirmation, and waits for mending where it is wrong.
    /// </summary>
    public string Text { get; private set; } = "";

    public StaffList? List { get; private set; }

    /// <summary>
    /// Who is invited, with the link to hand over where there is no mail; null before that.
    /// </summary>
    public IReadOnlyList<(Invite Invite, string? Link)>? Invited { get; private set; }

    public string? Wrong { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Schools = await people.Schools(User.PersonId(), HttpContext.RequestAborted);
        if (Schools.Count > 0) await next();
        else context.Result = NotFound();
    }

    public void OnGet() => School = Schools[0].Id;

    public async Task<IActionResult> OnPostPreview(
        Guid school, string? text, IFormFile? file, CancellationToken stop)
    {
        if (file is { Length: > StaffList.MostBytes }) Wrong = "That is more than 1 MB.";
        else if (file is { Length: > 0 })
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            text = StaffList.TextOf(bytes.ToArray());
            if (text is null) Wrong = StaffList.NotUtf8;
        }

        return await Read(school, text, stop);
    }

    public async Task<IActionResult> OnPostInvite(Guid school, string? text, CancellationToken stop)
    {
        var shown = await Read(school, text, stop);
        if (List is null || shown is not PageResult) return shown;
        var asked = List.ToInvite;
        if (asked.Count > 0
            && await attempts.Take(Limit.Invitations(User.PersonId()), asked.Count) is { } wait)
        {
            Wrong = TooMany.Say(Response, wait);
            return shown;
        }

        var tokens = await invitations.MakeAll(User.PersonId(), asked, mailer.IsOn);
        // Who came into the school since is passed over.
        Invited = [.. asked.Zip(tokens).Where(one => one.Second is not null)
            .Select(one => (one.First, People.Invited.LinkOf(Request, one.Second!)))];
        return shown;
    }

    private async Task<IActionResult> Read(Guid school, string? text, CancellationToken stop)
    {
        if (Schools.All(mine => mine.Id != school)) return NotFound();
        (School, Text) = (school, text ?? "");
        if (Wrong is null)
        {
            var here = await people.People(User.PersonId(), stop, school);
            var list = StaffList.Read(Text, school, await groups.Of(User.PersonId(), school, stop) ?? [],
                here.Select(person => person.Email));
            (Wrong, List) = (list.Fault, list.Fault is null ? list : null);
        }

        if (Wrong is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
