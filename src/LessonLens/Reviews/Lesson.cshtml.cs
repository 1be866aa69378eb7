using System.Text.Json;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LessonLens.Reviews;

/// <summary>The review room of one lesson, for its owner and whoever may see it.</summary>
public sealed class LessonPage(
    LessonStore lessons, FocusStore focuses, GrantStore grants, GroupStore groups, PersonStore people,
    PosterStore posters, Visits visits, RetentionStore retention, TimeProvider time,
    IOptions<JsonOptions> json) : PageModel
{
    public Lesson Lesson { get; private set; } = null!;
    public string RecordingJson { get; private set; } = "";
    public string FocusesJson { get; private set; } = "[]";
    public string GrantsJson { get; private set; } = "[]";
    public string GroupsJson { get; private set; } = "[]";
    public string ColleaguesJson { get; private set; } = "[]";

    /// <summary>Who else loses it when its owner deletes it; null when nobody does.</summary>
    public string? SeenBy { get; private set; }

    /// <summary>Until when its owner's lesson is kept.</summary>
    public Retention? Retention { get; private set; }

    /// <summary>Why the end that was asked for cannot be.</summary>
    public string? EndRefused { get; private set; }

    public Guid Me => User.PersonId();

    public string May => Lesson.May.ToString().ToLowerInvariant();

    /// <summary>It is made early, long before everything else is; until then there is none.</summary>
    public string? Poster { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await lessons.Find(Me, id, stop) is not { } lesson) return NotFound();
        await visits.Note(Me, LogAct.LessonOpened, id);
        Lesson = lesson;
        RecordingJson = Json(lesson.Recording);
        if (await posters.Find(Me, id, stop) is not null) Poster = $"/media/lessons/{id}/poster.jpg";
        FocusesJson = Json(await focuses.Versions(Me, id, stop));
        if (lesson.May != Lessons.May.Own) return Page();
        Retention = await retention.Of(Me, id, stop);
        var given = await grants.List(id, stop);
        GrantsJson = Json(given);
        SeenBy = given.Count == 0 ? null : string.Join(", ", given.Select(grant => grant.Name));
        // She sees it anyhow, whichever group she is in.
        GroupsJson = Json((await groups.Of(Me, await lessons.SchoolOf(id, stop), stop) ?? [])
            .Select(group => group with { Members = [.. group.Members.Where(one => one.Id != Me)] }));
        ColleaguesJson = Json(await people.Colleagues(Me, school: null, stop));
        return Page();
    }

    /// <summary>The last day that it is kept: it ends in the night after.</summary>
    public async Task<IActionResult> OnPostEnd(Guid id, DateOnly lastDay, CancellationToken stop)
    {
        if (await retention.Of(Me, id, stop) is not { } now) return NotFound();
        var endsAt = lastDay.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        EndRefused = now.Refuses(endsAt, time.GetUtcNow().UtcDateTime)?.Title;
        if (EndRefused is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await OnGet(id, stop);
        }

        await retention.Choose(Me, id, endsAt);
        return LocalRedirect($"/lessons/{id}#kept");
    }

    /// <summary>As the API writes it, so that elements read one shape only.</summary>
    private string Json<T>(T value) => JsonSerializer.Serialize(value, json.Value.SerializerOptions);
}
