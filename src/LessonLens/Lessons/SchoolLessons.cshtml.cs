using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>
/// For a school's administrator: that a lesson exists, whose it is, how big, until when, and what is held.
/// Never what is in it. For all others there is none.
/// </summary>
public sealed class SchoolLessonsPage(SchoolLessonStore store, HoldStore holds) : PageModel
{
    public const int LongestReason = 500;

    /// <summary>What is searched for; it stays when a form is sent.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Wanted { get; set; }

    public IReadOnlyList<SchoolLesson> Lessons { get; private set; } = [];
    public Undo? Undo { get; private set; }

    /// <summary>Why it is not held, in words, of the lesson <see cref="WrongAt"/>.</summary>
    public string? Wrong { get; private set; }

    public Guid WrongAt { get; private set; }

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) context.Result = NotFound();
    }

    public async Task OnGet(CancellationToken stop)
    {
        if (Wanted?.Length > LessonEndpoints.LongestSearch) Wanted = Wanted[..LessonEndpoints.LongestSearch];
        Lessons = await store.Of(User.PersonId(), Wanted, stop);
    }

    public async Task<IActionResult> OnPostHold(Guid lesson, string? reason, CancellationToken stop)
    {
        if (reason?.Trim() is { Length: > 0 and <= LongestReason } why)
            return await holds.Place(User.PersonId(), lesson, why)
                ? LocalRedirect($"/people/lessons{Search}#lesson-{lesson}") : NotFound();
        Wrong = $"Say why the lesson is held, in at most {LongestReason} characters.";
        (WrongAt, Response.StatusCode) = (lesson, StatusCodes.Status400BadRequest);
        await OnGet(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostLift(Guid lesson, CancellationToken stop)
    {
        var held = (await store.Of(User.PersonId(), null, stop)).SingleOrDefault(one => one.Id == lesson);
        if (!await holds.Lift(User.PersonId(), lesson)) return NotFound();
        // What its owner has deleted is being erased from now on.
        if (held is { IsDeleted: false, HeldBecause: { } why })
            Undo = new($"The hold on {held.Title} has ended.", "/people/lessons?handler=Hold",
                ("lesson", lesson.ToString()), ("reason", why), ("q", Wanted ?? ""));
        await OnGet(stop);
        return Page();
    }

    private QueryString Search => Wanted is null ? default : QueryString.Create("q", Wanted);

    /// <summary>As the pages' scripts say it (<c>fileSize</c>).</summary>
    internal static string Size(long bytes) => bytes switch
    {
        0 => "no recording",
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => $"{Math.Round(bytes / 1e6)} MB",
        _ => $"{Math.Max(1, Math.Round(bytes / 1e3))} KB",
    };
}
