using LessonLens.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Lessons;

/// <summary>The certificates of what was mine, or my school's.</summary>
public sealed class ErasuresPage(ErasureStore erasures) : PageModel
{
    public IReadOnlyList<Erasure> Erasures { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) =>
        Erasures = await erasures.List(User.PersonId(), stop);
}
