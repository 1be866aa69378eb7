using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>
/// For a school's administrator: that a lesson exists, whose it is, how big, and until when. Never what is in
/// it. For all others there is none.
/// </summary>
public sealed class SchoolLessonsPage(SchoolLessonStore store) : PageModel
{
    public string? Wanted { get; private set; }
    public IReadOnlyList<SchoolLesson> Lessons { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? q, CancellationToken stop)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        Wanted = q?.Length > LessonEndpoints.LongestSearch ? q[..LessonEndpoints.LongestSearch] : q;
        Lessons = await store.Of(User.PersonId(), Wanted, stop);
        return Page();
    }

    /// <summary>As the pages' scripts say it (<c>fileSize</c>).</summary>
    internal static string Size(long bytes) => bytes switch
    {
        0 => "no recording",
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => $"{Math.Round(bytes / 1e6)} MB",
        _ => $"{Math.Max(1, Math.Round(bytes / 1e3))} KB",
    };
}
