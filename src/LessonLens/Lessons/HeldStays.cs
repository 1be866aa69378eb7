using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>
/// Of a held lesson no single thing is deleted either: for routes with its id. Where only some requests
/// destroy what was there, their store finds it out and answers <see cref="Refusal"/>.
/// </summary>
internal sealed class HeldStays(LessonStore lessons, HoldStore holds) : IEndpointFilter
{
    public static ProblemHttpResult Refusal => TypedResults.Problem(statusCode: 409,
        title: "Your school holds this lesson, so nothing of it can be deleted or changed until that ends. "
            + "You can still add to it.");

    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var lesson = Guid.Parse((string)http.GetRouteValue("id")!);
        // Whoever does not see it does not learn that it is held.
        if (await lessons.MayI(http.User.PersonId(), lesson, http.RequestAborted) is null
            || !await holds.IsHeld(lesson, http.RequestAborted)) return await next(context);
        return Refusal;
    }
}
