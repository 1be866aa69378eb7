using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>
/// For a school's administrators and coordinators: who asks to see, sees and saw a lesson for safeguarding.
/// For all others there is none.
/// </summary>
public sealed class SafeguardingPage(SafeguardingStore store) : PageModel
{
    public IReadOnlyList<SafeguardingView> Views { get; private set; } = [];

    /// <summary>The lesson that is asked for; null when none is.</summary>
    public (Guid Id, string Title, bool HasSecond)? Wanted { get; private set; }

    /// <summary>What was written, when it could not be sent.</summary>
    public string? Reason { get; private set; }

    public string? WithheldBecause { get; private set; }
    public bool IsWithheld { get; private set; }

    /// <summary>Why nothing was asked, in words.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop, Guid? lesson = null) =>
        await Find(lesson, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsk(
        Guid lesson, string? reason, bool withhold, string? because, CancellationToken stop)
    {
        if (!await Find(lesson, stop)) return NotFound();
        (Reason, WithheldBecause, IsWithheld) = (reason?.Trim(), because?.Trim(), withhold);
        Wrong = string.IsNullOrEmpty(Reason) ? "Write down why it is needed."
            : withhold && string.IsNullOrEmpty(WithheldBecause) ? "Write down why the teacher is not told."
            : Math.Max(Reason.Length, WithheldBecause?.Length ?? 0) > SafeguardingStore.LongestReason
                ? $"A reason has at most {SafeguardingStore.LongestReason} characters."
            : null;
        if (Wrong is null)
            return await store.Ask(User.PersonId(), lesson, Reason!, withhold ? WithheldBecause : null)
                ? LocalRedirect("/people/safeguarding") : NotFound();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public Task<IActionResult> OnPostApprove(Guid view) => Done(store.Approve(User.PersonId(), view));

    public Task<IActionResult> OnPostRefuse(Guid view) => Done(store.Refuse(User.PersonId(), view));

    public Task<IActionResult> OnPostTakeBack(Guid view) => Done(store.TakeBack(User.PersonId(), view));

    public Task<IActionResult> OnPostEnd(Guid view) => Done(store.End(User.PersonId(), view));

    private async Task<IActionResult> Done(Task<bool> what) =>
        await what ? LocalRedirect("/people/safeguarding") : NotFound();

    private async Task<bool> Find(Guid? lesson, CancellationToken stop)
    {
        var me = User.PersonId();
        if (!await store.MayDecide(me, stop)) return false;
        Views = await store.OfMine(me, stop);
        if (lesson is not { } id) return true;
        if (await store.Askable(me, id, stop) is not var (title, hasSecond)) return false;
        Wanted = (id, title, hasSecond);
        return true;
    }
}
