using System.Globalization;
using LessonLens.Jobs;
using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Media;

/// <summary>For a school's administrator: what is stuck, why, and how the queue stands.</summary>
public sealed class JobsPage(SchoolJobStore jobs, JobQueue queue, SandboxStore sandboxes)
    : PageModel
{
    public IReadOnlyList<SchoolJob> Troubled { get; private set; } = [];
    public IReadOnlyList<LaneStanding> Lanes { get; private set; } = [];

    /// <summary>Of the machines that are at work.</summary>
    public IReadOnlyList<SeenSandbox> Sandboxes { get; private set; } = [];

    /// <summary>Comes back from a button that was pressed.</summary>
    public bool IsTriedAgain { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop, bool again = false)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        IsTriedAgain = again;
        Troubled = await jobs.Troubled(User.PersonId(), stop);
        Lanes = await queue.Standing(stop);
        Sandboxes = await sandboxes.AtWork(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostTryAgain(long job)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        var isTried = await jobs.TryAgain(User.PersonId(), job);
        return LocalRedirect(isTried ? "/jobs?again=true" : "/jobs");
    }

    internal static string LaneWords(Lane lane) => lane switch
    {
        Lane.Quick => "Looking at files, and what can be watched at once",
        Lane.Steady => "Clips, small pictures and sound",
        _ => "Making recordings watchable on every device",
    };

    internal static string LevelWords(SandboxLevel level) => level switch
    {
        SandboxLevel.Closed => "Closed: no network, and no file but the recording",
        SandboxLevel.OwnUser => "A user of its own: no file of ours can be changed, but some can be read",
        _ => "Only limits of time, memory and size",
    };

    /// <summary>As the pages' scripts say it (<c>fileSize</c>).</summary>
    internal static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => $"{Math.Round(bytes / 1e6)} MB",
        _ => $"{Math.Max(1, Math.Round(bytes / 1e3))} KB",
    };
}
