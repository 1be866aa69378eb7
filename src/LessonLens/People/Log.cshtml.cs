using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For a school's administrator: whether the school's log is as it was written. For all others there is none.
/// </summary>
public sealed class LogPage(SchoolPeopleStore people, LogCheck check) : PageModel
{
    public IReadOnlyList<(LookedAfter School, LogHead? Head)> Logs { get; private set; } = [];

    /// <summary>What was found in <see cref="Checked"/>; null before it is looked.</summary>
    public IReadOnlyList<LogFault>? Faults { get; private set; }

    public Guid? Checked { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop, Guid? school = null, string? noted = null)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        var schools = await people.Schools(User.PersonId(), stop);
        if (school is { } one)
        {
            if (schools.All(mine => mine.Id != one)) return NotFound();
            Faults = await check.Check(one, string.IsNullOrWhiteSpace(noted) ? null : noted, stop);
            Checked = one;
        }

        var logs = new List<(LookedAfter, LogHead?)>();
        foreach (var mine in schools)
            logs.Add((mine, (await check.Heads(mine.Id, stop)).SingleOrDefault()));
        Logs = logs;
        return Page();
    }

    internal static string Words(LogFault fault) => fault.Kind switch
    {
        LogFaultKind.Altered => $"Entry {fault.Sequence} was changed.",
        LogFaultKind.Removed => $"Entries were removed from {fault.Sequence} on.",
        LogFaultKind.Inserted => $"Entry {fault.Sequence} was never written by LessonLens.",
        LogFaultKind.Unlinked => $"Entry {fault.Sequence - 1} was written anew.",
        _ => "This is not the log of which the head was noted.",
    };
}
