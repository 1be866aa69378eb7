using System.Security.Claims;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>Classes, who in them must not be recorded, and on what ground they are.</summary>
internal static class ClassEndpoints
{
    public static void MapClasses(this IEndpointRouteBuilder app, RouteGroupBuilder lessons)
    {
        var classes = app.MapGroup("/api/classes").WithTags("Lessons");
        classes.MapGet("/", List)
            .WithSummary("The classes of my schools, with who must not be recorded.");
        classes.MapPut("/{classId:guid}/lawful-basis", SetBasis)
            .WithSummary("On what ground the class is recorded.");
        classes.MapPut("/{classId:guid}/objections/{objectionId:guid}", Note)
            .WithSummary("Notes that a pupil must not be recorded; whoever notes it chooses its id.");
        classes.MapDelete("/{classId:guid}/objections/{objectionId:guid}", End)
            .WithSummary("It stands no more; again is fine.");
        lessons.MapPut("/{id:guid}/objections-handled", Handle)
            .WithSummary("The owner’s word on how objections to recording were handled.");
    }

    private static async Task<Ok<IReadOnlyList<ClassConsent>>> List(
        ClaimsPrincipal user, ObjectionStore store, CancellationToken stop) =>
        TypedResults.Ok(await store.Classes(user.PersonId(), stop));

    private static async Task<Results<NoContent, ProblemHttpResult>> SetBasis(
        Guid classId, SetLawfulBasis to, ClaimsPrincipal user, ObjectionStore store) =>
        await store.SetBasis(user.PersonId(), classId, to) ? TypedResults.NoContent() : NoSuchClass;

    private static async Task<Results<NoContent, ProblemHttpResult>> Note(
        Guid classId, Guid objectionId, NoteObjection objection, ClaimsPrincipal user,
        ObjectionStore store) =>
        string.IsNullOrWhiteSpace(objection.Pupil)
            ? TypedResults.Problem(statusCode: 400, title: "Say which pupil: initials are enough.")
            : await store.Note(user.PersonId(), classId, objectionId, objection.Pupil.Trim())
                ? TypedResults.NoContent() : NoSuchClass;

    private static async Task<Results<NoContent, ProblemHttpResult>> End(
        Guid classId, Guid objectionId, ClaimsPrincipal user, ObjectionStore store) =>
        await store.End(user.PersonId(), classId, objectionId) ? TypedResults.NoContent() : NoSuchClass;

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, HandleObjections word, ClaimsPrincipal user, ObjectionStore store) =>
        string.IsNullOrWhiteSpace(word.How)
            ? TypedResults.Problem(statusCode: 400, title: "Say in a sentence how you handled it.")
            : await store.Handle(user.PersonId(), id, word.How.Trim())
                ? TypedResults.NoContent() : LessonEndpoints.NoSuchLesson;

    private static ProblemHttpResult NoSuchClass => TypedResults.Problem(statusCode: 404,
        title: "There is no such class in a school where you teach, or no such objection.");
}
