using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>
/// Somebody leaves a school: what that means, said before it is done, to each who has a say in it.
/// </summary>
public sealed class LeavingPage(DepartureStore departures, PersonStore people) : PageModel
{
    public Departure Departure { get; private set; } = null!;

    /// <summary>Who may be asked to take lessons on.</summary>
    public IReadOnlyList<Person> Colleagues { get; private set; } = [];

    /// <summary>Why it is not done, in words.</summary>
    public string? Wrong { get; private set; }

    public bool IsMe => Departure.PersonId == User.PersonId();
    public bool IsHeir => Departure.Heir?.Id == User.PersonId();

    /// <summary>"You" or the name.</summary>
    public string Who => IsMe ? "You" : Departure.Name;

    /// <summary>Of somebody who can still sign in, nobody else deletes lessons.</summary>
    public bool MayDelete => IsMe || Departure.IsDisabled;

    public bool MayAgree => (IsMe && Departure is { Heir: not null, PersonAgrees: false })
        || (IsHeir && !Departure.HeirAgrees);

    public Task<IActionResult> OnGet(Guid school, Guid person, CancellationToken stop) =>
        Show(school, person, stop);

    public async Task<IActionResult> OnPostLeave(
        Guid school, Guid person, LeftLessons? lessons, Guid? heir, CancellationToken stop)
    {
        var how = new Leave { Lessons = lessons, HeirId = heir };
        return await After(
            await departures.Ask(User.PersonId(), school, person, how), school, person, stop);
    }

    public async Task<IActionResult> OnPostAgree(
        Guid school, Guid person, Guid heir, CancellationToken stop) =>
        await After(await departures.Agree(User.PersonId(), school, person, heir), school, person, stop);

    public async Task<IActionResult> OnPostCallOff(Guid school, Guid person) =>
        await departures.CallOff(User.PersonId(), school, person) ? LocalRedirect("/") : NotFound();

    private async Task<IActionResult> After(string? fault, Guid school, Guid person, CancellationToken stop)
    {
        if (fault is { Length: 0 }) return NotFound();
        if (fault is null)
            return await departures.Find(User.PersonId(), school, person, stop) is null
                ? LocalRedirect("/") : LocalRedirect($"/leaving/{school}/{person}");
        Wrong = fault;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show(school, person, stop);
    }

    private async Task<IActionResult> Show(Guid school, Guid person, CancellationToken stop)
    {
        if (await departures.Find(User.PersonId(), school, person, stop) is not { } departure)
            return NotFound();
        Departure = departure;
        Colleagues = await people.Colleagues(person, school, stop);
        return Page();
    }
}
