using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LessonLens.Shared;

/// <summary>
/// A page shows itself even to a method that it has no handler for, without what a handler would have loaded.
/// It must not show itself at all then.
/// </summary>
internal sealed class NeedsHandler : IPageFilter
{
    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // What a problem page says holds for each method.
        if (context.HandlerMethod is null && context.HandlerInstance is not ProblemPage)
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
