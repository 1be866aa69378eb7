using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>One certificate, to be checked and printed.</summary>
public sealed class ErasurePage(ErasureStore erasures) : PageModel
{
    public ErasureCertificate Certificate { get; private set; } = null!;

    /// <summary>"1 lesson, 2 notes, 31 files".</summary>
    public string Counted => string.Join(", ", Certificate.Erasure.Items.CountBy(item => item.What)
        .Select(kind => kind.Value == 1 ? $"1 {kind.Key}"
            : kind.Key == "reply" ? $"{kind.Value} replies" : $"{kind.Value} {kind.Key}s"));

    public async Task<IActionResult> OnGet(Guid erasureId, CancellationToken stop)
    {
        if (await erasures.Find(User.PersonId(), erasureId, stop) is not { } found) return NotFound();
        Certificate = found;
        return Page();
    }

    internal static string Because(Erasure erasure) =>
        erasure.Cause == "retention" ? "its time was over" : "its owner deleted it";
}
