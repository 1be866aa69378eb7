using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>For those who teach in a school: who in its classes must not be recorded.</summary>
public sealed class ClassesPage(ObjectionStore store) : PageModel
{
    private static readonly string?[] Bases = [null, "public task", "consent", "legitimate interests"];

    public IReadOnlyList<ClassConsent> Classes { get; private set; } = [];

    /// <summary>Somebody who coaches only keeps none of this.</summary>
    public bool Teaches { get; private set; }

    public string? Wrong { get; private set; }
    public Undo? Undo { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        Classes = await store.Classes(User.PersonId(), stop);
        Teaches = await store.Teaches(User.PersonId(), stop);
    }

    public async Task<IActionResult> OnPostNote(Guid classId, string? pupil, CancellationToken stop)
    {
        if (pupil?.Trim() is not { Length: > 0 and <= 100 } who)
            return await Refuse("Say which pupil, in at most 100 characters.", stop);
        return Back(classId, await store.Note(User.PersonId(), classId, Guid.CreateVersion7(), who));
    }

    public async Task<IActionResult> OnPostEnd(Guid classId, Guid objection, CancellationToken stop)
    {
        await OnGet(stop);
        var ended = Classes.SelectMany(one => one.Objections).SingleOrDefault(one => one.Id == objection);
        if (ended is null || !await store.End(User.PersonId(), classId, objection))
            return LocalRedirect("/classes");
        Undo = new($"The objection of {ended.Pupil} has ended.", "/classes?handler=Note",
            ("classId", classId.ToString()), ("pupil", ended.Pupil));
        await OnGet(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostBasis(
        Guid classId, string? basis, string? note, CancellationToken stop)
    {
        var chosen = string.IsNullOrEmpty(basis) ? null : basis;
        if (!Bases.Contains(chosen) || note?.Length > 1000)
            return await Refuse("Choose one of the grounds, with a note of at most 1,000 characters.", stop);
        return Back(classId, await store.SetBasis(
            User.PersonId(), classId, new SetLawfulBasis { Basis = chosen, Note = note }));
    }

    private IActionResult Back(Guid classId, bool isMine) =>
        isMine ? LocalRedirect($"/classes#c-{classId}") : NotFound();

    private async Task<IActionResult> Refuse(string why, CancellationToken stop)
    {
        (Wrong, Response.StatusCode) = (why, StatusCodes.Status400BadRequest);
        await OnGet(stop);
        return Page();
    }
}
