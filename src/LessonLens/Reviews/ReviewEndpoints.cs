using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.SignalR;

namespace LessonLens.Reviews;

public static class ReviewEndpoints
{
    // A recording's last frame ends a little before or after what its container says.
    private const int GraceMs = 1000;
    private const int LongestMs = 24 * 60 * 60 * 1000;
    private const int LargestDrawing = 64 * 1024;

    public static void AddReviews(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConversationStore>();
        builder.Services.AddSingleton<AnnotationStore>();
        builder.Services.AddSingleton<ReplyStore>();
        builder.Services.AddSingleton<LookingOrderStore>();
        builder.Services.AddSingleton<ConversationNewsStore>();
        builder.Services.AddSingleton<SharedClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SharedClock>());
        builder.Services.AddSingleton<PlayheadStore>();
        builder.Services.AddSingleton<PresenceStore>();
        builder.Services.AddSingleton<RoomLogStore>();
        builder.Services.AddSingleton<Recaps>();
        builder.Services.AddSingleton<Rooms>();
        builder.Services.AddSingleton<Pointers>();
        builder.Services.AddHostedService<RoomKeeper>();
        builder.Services.AddSingleton(new LessonTopic(ConversationNotice.Topic, "conversation",
            payload => ConversationNotice.Parse(payload) is { } notice
                ? (notice.LessonId, notice.OnlyFor) : null));
        builder.Services.AddSignalR().AddJsonProtocol();
    }

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var annotations = app.MapGroup("/api/lessons/{id:guid}/annotations").WithTags("Reviews");
        annotations.MapGet("/", After)
            .WithSummary("What changed in the conversation after a number, in order.");
        annotations.MapPut("/{annotationId:guid}", Write)
            .WithSummary("Writes or changes a note; a lower edit than the stored one changes nothing.")
            .ProducesProblem(409).ProducesProblem(410);
        annotations.MapDelete("/{annotationId:guid}", Delete)
            .WithSummary("Deletes one's own note, also before it has come; again is fine.")
            .AddEndpointFilter<RouteHandlerBuilder, HeldStays>().ProducesProblem(409);
        annotations.MapPut("/{annotationId:guid}/answered", Mark)
            .WithSummary("Marks a question as answered, or not.").ProducesProblem(410);
        annotations.MapPut("/seen", SeenUpTo)
            .WithSummary("How far I have seen the conversation; only ever raised.");
        annotations.MapReplies();
        app.MapGet("/api/lessons/{id:guid}/room-log", Log).WithTags("Reviews")
            .WithSummary("What those who looked at the lesson together did, in order.");
        app.MapLookingOrder();
        app.MapExports();
        // Whoever does not read is cut off, and comes back by a new line.
        app.MapHub<ReviewHub>("/hubs/review", hub => hub.TransportSendTimeout = TimeSpan.FromSeconds(5))
            .RequireAuthorization();
    }

    private static async Task<Results<Ok<Conversation>, ProblemHttpResult>> After(
        Guid id, ClaimsPrincipal user, LessonStore lessons, ConversationStore conversations, Visits visits,
        CancellationToken stop, long after = 0)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is null) return LessonEndpoints.NoSuchLesson;
        await visits.Note(user.PersonId(), LogAct.LessonOpened, id);
        return TypedResults.Ok(await conversations.After(user.PersonId(), id, after, stop));
    }

    private static async Task<Results<Created<Annotation>, Ok<Annotation>, ProblemHttpResult>> Write(
        Guid id, Guid annotationId, WriteAnnotation note, ClaimsPrincipal user, LessonStore lessons,
        AnnotationStore annotations, CancellationToken stop)
    {
        if (await lessons.Find(user.PersonId(), id, stop) is not { } lesson)
            return LessonEndpoints.NoSuchLesson;
        if (lesson.May == May.View)
            return OnlyWatching;
        if (Fault(note, lesson.Recording.DurationMs) is { } fault) return Problem(400, fault);

        var clamped = Clamp(note, lesson.Recording.DurationMs);
        var (written, annotation) = await annotations.Write(user.PersonId(), id, annotationId, clamped, stop);
        return written switch
        {
            Written.New => TypedResults.Created((string?)null, annotation),
            Written.Gone => Problem(410, "This note was deleted."),
            Written.NotTheirs => NoSuchNote,
            Written.Held => HeldStays.Refusal,
            Written.NotYet => note.Kind == Kind.Wondered ? OnlyNoticed : NoJudging,
            _ => TypedResults.Ok(annotation),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Guid annotationId, ClaimsPrincipal user, LessonStore lessons, AnnotationStore annotations,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        return await annotations.Delete(user.PersonId(), may != May.View, id, annotationId)
            ? TypedResults.NoContent()
            : NoSuchNote;
    }

    private static async Task<Results<Ok<Annotation>, ProblemHttpResult>> Mark(
        Guid id, Guid annotationId, MarkAnswered mark, ClaimsPrincipal user, LessonStore lessons,
        AnnotationStore annotations, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is not { } may) return LessonEndpoints.NoSuchLesson;
        if (may == May.View) return OnlyWatching;
        var (written, annotation) = await annotations.Mark(
            user.PersonId(), may == May.Own, id, annotationId, mark, stop);
        return written switch
        {
            Written.Gone => Problem(410, "This note was deleted."),
            Written.NotTheirs => Problem(404, "There is no such note."),
            Written.NotAllowed =>
                Problem(403, "Whether it is answered is for whoever asked, or the owner of the lesson."),
            _ => TypedResults.Ok(annotation),
        };
    }

    private static async Task<Results<Ok<IReadOnlyList<RoomEvent>>, ProblemHttpResult>> Log(
        Guid id, ClaimsPrincipal user, LessonStore lessons, RoomLogStore log, CancellationToken stop) =>
        await lessons.MayI(user.PersonId(), id, stop) is null
            ? LessonEndpoints.NoSuchLesson
            : TypedResults.Ok(await log.Of(id, stop));

    private static async Task<Results<NoContent, ProblemHttpResult>> SeenUpTo(
        Guid id, See see, ClaimsPrincipal user, LessonStore lessons, ConversationNewsStore news,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) is null) return LessonEndpoints.NoSuchLesson;
        await news.See(user.PersonId(), id, see.Seq);
        return TypedResults.NoContent();
    }

    private static string? Fault(WriteAnnotation note, int? durationMs)
    {
        var longest = durationMs + GraceMs ?? LongestMs;
        if (note.AtMs < 0 || note.AtMs > longest) return "The field atMs lies outside the recording.";
        if (note.UntilMs < note.AtMs) return "The field untilMs lies before atMs.";
        if (note.UntilMs > longest) return "The field untilMs lies outside the recording.";
        if (string.IsNullOrWhiteSpace(note.Text) && note.Drawing is null)
            return "A note needs a text or a drawing.";
        if (note.Drawing?.GetRawText() is not { } drawing) return null;
        if (drawing.Length > LargestDrawing) return "A drawing may have at most 64 KB.";
        return drawing is ['[' or '{', ..] ? null : "The field drawing has a value that does not fit.";
    }

    private static WriteAnnotation Clamp(WriteAnnotation note, int? durationMs) => durationMs is not { } end
        ? note
        : note with
        {
            AtMs = Math.Min(note.AtMs, end),
            UntilMs = note.UntilMs is { } until ? Math.Min(until, end) : null,
        };

    private static ProblemHttpResult OnlyNoticed => Problem(409,
        "This review is at its first step: say what the video shows. What you wondered comes next.");

    private static ProblemHttpResult NoJudging => Problem(409,
        "This review is not there yet: what worked, and what to try, come at its third step.");

    private static ProblemHttpResult NoSuchNote => Problem(404, "There is no such note of yours.");

    internal static ProblemHttpResult OnlyWatching => Problem(403,
        "You may watch this lesson but not write in it. Ask its owner if you would like to.");

    internal static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
