using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>For whoever looks after a school: how long its lessons are kept.</summary>
public sealed class KeepingPage(RetentionStore retention, SchoolPeopleStore schools) : PageModel
{
    public IReadOnlyList<SchoolRule> Rules { get; private set; } = [];
    public string? Wrong { get; private set; }
    public bool IsSaved { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Rules = await retention.Rules(User.PersonId(), HttpContext.RequestAborted);
        if (Rules.Count > 0) await next();
        else context.Result = NotFound();
    }

    public void OnGet(string? done = null) => IsSaved = done == "saved";

    public async Task<IActionResult> OnPostRule(
        Guid school, int keptYears, int mostKeptYears, SchoolYear year)
    {
        if (Rules.All(rule => rule.SchoolId != school)) return NotFound();
        Wrong = year.Fault
            ?? (keptYears < 0 || keptYears > mostKeptYears || mostKeptYears > SetSchoolRule.Most
                ? "The usual time cannot be longer than the longest, which is 10 years." : null);
        if (Wrong is null)
        {
            await schools.SetYear(User.PersonId(), school, year);
            await retention.SetRule(User.PersonId(), school,
                new SetSchoolRule { KeptYears = keptYears, MostKeptYears = mostKeptYears });
            return LocalRedirect("/keeping?done=saved");
        }

        // What was written stays, to be mended.
        Rules = [.. Rules.Select(rule => rule.SchoolId != school ? rule : rule with
        {
            KeptYears = keptYears, MostKeptYears = mostKeptYears,
            YearEndsMonth = year.EndsMonth, YearEndsDay = year.EndsDay,
        })];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
