using Microsoft.Extensions.Options;

namespace LessonLens.Shared;

/// <summary>
/// The framework writes no problem document for whoever does not ask for JSON; a person who opens an address
/// of the interface in a browser wants to know what was wrong all the same.
/// </summary>
internal sealed class ProblemsForPrograms(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.IsForPrograms();

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
        options.Value.CustomizeProblemDetails?.Invoke(context);
        await context.HttpContext.Response.WriteAsJsonAsync(
            context.ProblemDetails, options: null, contentType: "application/problem+json");
    }
}
