using System.Security.Claims;
using LessonLens.Jobs;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

public static class LessonEndpoints
{
    public const int LongestSearch = 200;

    public static void AddLessons(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LessonStore>();
        builder.Services.AddSingleton<FocusStore>();
        builder.Services.AddSingleton<ClassStore>();
        builder.Services.AddSingleton<GrantStore>();
        builder.Services.AddSingleton<GrantTerms>();
        builder.Services.AddSingleton<Visits>();
        builder.Services.AddSingleton(EndingGrants.OfLessons(GrantedTo.Person(default)));
        builder.Services.AddSingleton(EndingGrants.OfLessons(GrantedTo.Group(default)));
        builder.Services.AddSingleton<GrantEnds>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GrantEnds>());
        builder.Services.AddSingleton<AccessLog>();
        builder.Services.AddSingleton<SchoolLessonStore>();
        builder.Services.AddSingleton<SafeguardingStore>();
        builder.Services.AddSingleton(SafeguardingStore.Ending);
        builder.Services.AddSingleton<IJobHandler, MailSafeguarding>();
        builder.Services.AddSingleton<RecordingStore>();
        builder.Services.AddSingleton<LessonNews>();
        builder.Services.AddSingleton(new LessonTopic(GrantStore.Topic, "access", LessonTopic.LessonAlone));
        builder.Services.AddSingleton(new LessonTopic(FocusNotice.Topic, "focus",
            payload => FocusNotice.Parse(payload) is { } notice ? (notice.LessonId, null) : null));
        builder.Services.AddSingleton<Deletion>();
        builder.Services.AddSingleton<DepartureStore>();
        builder.Services.AddSingleton(new LessonPart("recordings"));
        builder.Services.AddSingleton<IJobHandler, EraseLesson>();
        builder.Services.AddSingleton<IJobHandler, EraseBytes>();
        builder.Services.AddSingleton<Scrubbing>();
        builder.Services.AddSingleton<IJobHandler, ScrubJob>();
        builder.Services.AddSingleton<IJobHandler, ScrubAtNightJob>();
        builder.Services.AddSingleton<ErasureStore>();
        builder.Services.AddSingleton<ErasureReplay>();
        builder.Services.AddSingleton<HoldStore>();
        builder.Services.AddSingleton<ObjectionStore>();
        builder.Services.AddSingleton<RetentionStore>();
        builder.Services.AddSingleton<RetentionSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RetentionSweeper>());
        builder.Services.AddSingleton<IJobHandler, MailLessonEnd>();
    }

    public static void MapLessons(this IEndpointRouteBuilder app)
    {
        var lessons = app.MapGroup("/api/lessons").WithTags("Lessons");
        lessons.MapPost("/", Plan)
            .WithSummary("Plans a lesson. Only its owner sees it, until they share it.").ProducesProblem(409);
        lessons.MapGet("/", List)
            .WithSummary("The lessons that I may see, or those of them that hold some words.");
        lessons.MapGet("/{id:guid}", Open)
            .WithSummary("One lesson, with how far its recording is.");
        lessons.MapPatch("/{id:guid}", Alter)
            .WithSummary("Changes what is named, by its owner; null empties a field.");
        lessons.MapDelete("/{id:guid}", Delete)
            .WithSummary("Deletes a lesson with everything that it is, by its owner.");
        lessons.MapDelete("/{id:guid}/deletion", TakeBack)
            .WithSummary("Takes a deletion back, for a minute after it.");

        lessons.MapFocuses();
        lessons.MapGrants();
        lessons.MapAccessLog();
        app.MapRetention(lessons);
        app.MapErasures();
        app.MapClasses(lessons);
        app.MapDepartures();
        app.MapGet("/api/events", LessonNews.Stream)
            .WithSummary(
                "What happens to my lessons: events recording, access, conversation, focus, quiet.")
            .WithTags("Lessons");
    }

    /// <summary>Not there and not yours are the same answer.</summary>
    public static ProblemHttpResult NoSuchLesson => TypedResults.Problem(statusCode: 404,
        title: "There is no such lesson, or it is not shared with you.");

    private static async Task<Results<Created<Lesson>, ProblemHttpResult>> Plan(
        PlanLesson lesson, ClaimsPrincipal user, LessonStore lessons, CancellationToken stop)
    {
        var id = Guid.CreateVersion7();
        if (!await lessons.Plan(user.PersonId(), id, lesson, stop))
            return TypedResults.Problem(statusCode: 409,
                title: "You are in no school now. Ask one to invite you; a lesson belongs to a school.");
        return TypedResults.Created($"/api/lessons/{id}", await lessons.Find(user.PersonId(), id, stop));
    }

    private static async Task<Results<Ok<IReadOnlyList<Lesson>>, ProblemHttpResult>> List(
        ClaimsPrincipal user, LessonStore lessons, CancellationToken stop, string? q = null) =>
        q?.Length > LongestSearch
            ? TypedResults.Problem(
                statusCode: 400, title: $"A search has at most {LongestSearch} characters.")
            : TypedResults.Ok(await lessons.List(user.PersonId(), q, stop));

    private static async Task<Results<Ok<Lesson>, ProblemHttpResult>> Open(
        Guid id, ClaimsPrincipal user, LessonStore lessons, Visits visits, CancellationToken stop)
    {
        if (await lessons.Find(user.PersonId(), id, stop) is not { } lesson) return NoSuchLesson;
        await visits.Note(user.PersonId(), LogAct.LessonOpened, id);
        return TypedResults.Ok(lesson);
    }

    private static async Task<Results<Ok<Lesson>, ProblemHttpResult>> Find(
        Guid id, ClaimsPrincipal user, LessonStore lessons, CancellationToken stop) =>
        await lessons.Find(user.PersonId(), id, stop) is { } lesson ? TypedResults.Ok(lesson) : NoSuchLesson;

    private static async Task<Results<Ok<Lesson>, ProblemHttpResult>> Alter(
        Guid id, ChangeLesson to, ClaimsPrincipal user, LessonStore lessons, CancellationToken stop)
    {
        if (to.Gives(nameof(to.Title)) && string.IsNullOrWhiteSpace(to.Title))
            return TypedResults.Problem(statusCode: 400, title: "A lesson needs a title.");
        if (!await lessons.Alter(user.PersonId(), id, to, stop)) return NoSuchLesson;
        return await Find(id, user, lessons, stop);
    }

    /// <summary>With everything that it is. For a minute it can be taken back.</summary>
    private static async Task<Results<NoContent, Accepted<WaitingDeletion>, ProblemHttpResult>> Delete(
        Guid id, ClaimsPrincipal user, Deletion deletion) =>
        await deletion.Delete(user.PersonId(), id) switch
        {
            null => NoSuchLesson,
            "" => TypedResults.NoContent(),
            var reason => TypedResults.Accepted((string?)null, new WaitingDeletion
            {
                Title = "Nobody sees this lesson any more. It is erased when your school’s hold ends.",
                HeldBecause = reason,
            }),
        };

    private static async Task<Results<Ok<Lesson>, ProblemHttpResult>> TakeBack(
        Guid id, ClaimsPrincipal user, Deletion deletion, LessonStore lessons, CancellationToken stop) =>
        await deletion.TakeBack(user.PersonId(), id) ? await Find(id, user, lessons, stop) : NoSuchLesson;
}
