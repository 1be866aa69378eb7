using System.Text.Json;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Uploads;

/// <summary>A lesson to be, or one of mine: to give it its recording, or to change what I wrote.</summary>
public sealed class NewLessonPage(
    LessonStore lessons, ClassStore classes, ObjectionStore objections) : PageModel
{
    public Lesson? Lesson { get; private set; }

    /// <summary>Offered while one types.</summary>
    public IReadOnlyList<string> Classes { get; private set; } = [];
    public IReadOnlyList<string> Subjects { get; private set; } = [];

    /// <summary>By the names of classes: who in them must not be recorded.</summary>
    public string ObjectionsJson { get; private set; } = "[]";

    public bool NeedsRecording =>
        Lesson?.Recording.State is not (RecordingState.Processing or RecordingState.Ready);

    public string Heading =>
        Lesson is null ? "New lesson" : NeedsRecording ? "Add the recording" : "Edit lesson";

    public async Task<IActionResult> OnGet([FromQuery(Name = "lesson")] Guid? id, CancellationToken stop)
    {
        Classes = await classes.Names(User.PersonId(), stop);
        Subjects = await classes.Subjects(User.PersonId(), stop);
        ObjectionsJson = JsonSerializer.Serialize((await objections.Classes(User.PersonId(), stop))
            .Where(one => one.Objections.Count > 0)
            .Select(one => new
            {
                one.Name, Pupils = one.Objections.Select(who => who.Pupil), one.LawfulBasis,
            })
            .Concat((await objections.Untaught(User.PersonId(), stop)).Select(name => new
            {
                Name = name, Pupils = Enumerable.Empty<string>(), LawfulBasis = (string?)null,
            })),
            JsonSerializerOptions.Web);
        if (id is null) return Page();
        Lesson = await lessons.Find(User.PersonId(), id.Value, stop);
        return Lesson is { May: May.Own } ? Page() : NotFound();
    }
}
