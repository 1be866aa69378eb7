using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>
/// For a school's administrator: what happened in the school, and whether the log is as it was written. For
/// all others there is none.
/// </summary>
public sealed class LogPage(SchoolPeopleStore people, LogReading log, LogCheck check) : PageModel
{
    public IReadOnlyList<LookedAfter> Schools { get; private set; } = [];
    public LookedAfter School { get; private set; } = null!;
    public LogNarrowing Narrowing { get; private set; } = new();
    public LogPart Part { get; private set; } = new([]);

    /// <summary>Why nothing was looked for, in words.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Null where there is nothing in the log.</summary>
    public LogHead? Head { get; private set; }

    /// <summary>What the check found; null where none was asked for.</summary>
    public IReadOnlyList<LogFault>? Faults { get; private set; }

    public async Task<IActionResult> OnGet(
        LogNarrowing narrowing, CancellationToken stop, Guid? school = null, long? before = null,
        long? after = null, bool isChecked = false, string? noted = null)
    {
        if (!User.IsInRole(SessionCookie.Administrator)) return NotFound();
        var me = User.PersonId();
        Schools = await people.Schools(me, stop);
        if (Schools.FirstOrDefault(one => school is null || one.Id == school) is not { } mine)
            return NotFound();
        (School, Narrowing, Wrong) = (mine, narrowing, narrowing.Fault);
        if (Wrong is not null) Response.StatusCode = StatusCodes.Status400BadRequest;
        else
        {
            var selection = await log.Select(me, mine.Id, narrowing, stop);
            Part = await log.Read(selection, before, after, stop);
            await log.Note(selection);
        }

        Head = (await check.Heads(mine.Id, stop)).SingleOrDefault();
        if (isChecked)
            Faults = await check.Check(mine.Id, string.IsNullOrWhiteSpace(noted) ? null : noted, stop);
        return Page();
    }

    /// <summary>This page, at another place or narrowed otherwise.</summary>
    internal string Address(string name, long number) =>
        Narrowing.Address("/people/log", new("school", $"{School.Id}"), new(name, $"{number}"));

    internal static string? Lasted(LogLine line) =>
        line.Until is { } until && until - line.At >= TimeSpan.FromMinutes(1)
            ? $"{Math.Round((until - line.At).TotalMinutes)} min" : null;

    internal static string Words(LogFault fault) => fault.Kind switch
    {
        LogFaultKind.Altered => $"Entry {fault.Sequence} was changed.",
        LogFaultKind.Removed => $"Entries were removed from {fault.Sequence} on.",
        LogFaultKind.Inserted => $"Entry {fault.Sequence} was never written by LessonLens.",
        LogFaultKind.Unlinked => $"Entry {fault.Sequence - 1} was written anew.",
        _ => "This is not the log of which the head was noted.",
    };
}
