using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Uploads;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Home;

/// <summary>My lessons, and those that others have shared with me.</summary>
public sealed class HomePage(LessonStore lessons, GrantStore grants, UploadStore uploads) : PageModel
{
    public IReadOnlyList<LessonCard> Mine { get; private set; } = [];
    public IReadOnlyList<LessonCard> Shared { get; private set; } = [];

    /// <summary>Uploads that wait for somebody to go on with them.</summary>
    public IReadOnlyList<Upload> Unfinished { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var me = User.PersonId();
        var seenBy = await grants.NamesByLesson(me, stop);
        var cards = (await lessons.List(me, stop))
            .Select(lesson => new LessonCard(lesson, [.. seenBy[lesson.Id]])).ToList();
        Mine = cards.Where(card => card.Mine).ToList();
        Shared = cards.Where(card => !card.Mine).ToList();
        Unfinished = await uploads.Unfinished(me, stop);
    }
}
