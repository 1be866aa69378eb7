using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>For whoever looks after a school: its rule, when its lessons end, and what is held.</summary>
public sealed class KeepingPage(
    RetentionStore retention, SchoolPeopleStore schools, HoldStore holds) : PageModel
{
    public IReadOnlyList<SchoolRule> Rules { get; private set; } = [];
    public IReadOnlyList<KeptLesson> Lessons { get; private set; } = [];
    public string? Wrong { get; private set; }
    public Undo? Undo { get; private set; }

    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);

    public async Task<IActionResult> OnPostRule(
        Guid school, int keptYears, int mostKeptYears, SchoolYear year, CancellationToken stop)
    {
        if (year.Fault is { } fault) return await Refuse(fault, stop);
        if (keptYears < 0 || keptYears > mostKeptYears || mostKeptYears > SetSchoolRule.Most)
            return await Refuse("The usual time cannot be longer than the longest, which is 10 years.", stop);
        await schools.SetYear(User.PersonId(), school, year);
        return Done(await retention.SetRule(User.PersonId(), school,
            new SetSchoolRule { KeptYears = keptYears, MostKeptYears = mostKeptYears }));
    }

    public async Task<IActionResult> OnPostHold(Guid lesson, string? reason, CancellationToken stop)
    {
        if (reason?.Trim() is not { Length: > 0 and <= 500 } why)
            return await Refuse("Say why the lesson is held, in at most 500 characters.", stop);
        return Done(await holds.Place(User.PersonId(), lesson, why));
    }

    public async Task<IActionResult> OnPostLift(Guid lesson, CancellationToken stop)
    {
        var held = (await holds.Lessons(User.PersonId(), stop)).SingleOrDefault(one => one.Id == lesson);
        if (!await holds.Lift(User.PersonId(), lesson)) return NotFound();
        // What its owner has deleted is being erased from now on.
        if (held is { IsDeleted: false, HeldBecause: { } why })
            Undo = new($"The hold on {held.Title} has ended.", "/keeping?handler=Hold",
                ("lesson", lesson.ToString()), ("reason", why));
        return await Show(stop);
    }

    private IActionResult Done(bool isMine) => isMine ? LocalRedirect("/keeping") : NotFound();

    private Task<IActionResult> Refuse(string why, CancellationToken stop)
    {
        (Wrong, Response.StatusCode) = (why, StatusCodes.Status400BadRequest);
        return Show(stop);
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        Rules = await retention.Rules(User.PersonId(), stop);
        Lessons = await holds.Lessons(User.PersonId(), stop);
        return Page();
    }
}
