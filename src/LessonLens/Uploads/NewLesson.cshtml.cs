using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Uploads;

/// <summary>A lesson to be, or one of mine: to give it its recording, or to change what I wrote.</summary>
public sealed class NewLessonPage(LessonStore lessons, ClassStore classes) : PageModel
{
    public Lesson? Lesson { get; private set; }

    /// <summary>Offered while one types.</summary>
    public IReadOnlyList<string> Classes { get; private set; } = [];
    public IReadOnlyList<string> Subjects { get; private set; } = [];

    public bool NeedsRecording =>
        Lesson?.Recording.State is not (RecordingState.Processing or RecordingState.Ready);

    public string Heading =>
        Lesson is null ? "New lesson" : NeedsRecording ? "Add the recording" : "Edit lesson";

    public async Task<IActionResult> OnGet([FromQuery(Name = "lesson")] Guid? id, CancellationToken stop)
    {
        Classes = await classes.Names(User.PersonId(), stop);
        Subjects = await classes.Subjects(User.PersonId(), stop);
        if (id is null) return Page();
        Lesson = await lessons.Find(User.PersonId(), id.Value, stop);
        return Lesson is { May: May.Own } ? Page() : NotFound();
    }
}
