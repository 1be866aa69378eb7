using LessonLens.Blobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Media;

/// <summary>What cannot be had at the moment is worth asking for again, and nobody has done wrong.</summary>
internal sealed class NotNow : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (BlobStoreFailed)
        {
            return Later("We cannot reach our storage right now. Nothing is lost; try again in a minute.");
        }
        catch (Exception e) when (e is FfmpegFailed or SandboxFailed || e is IOException io
            && FullDisk.IsMeant(io))
        {
            return Later("We could not make this picture right now. The recording is safe; " +
                "try again in a minute.");
        }

        ProblemHttpResult Later(string title)
        {
            context.HttpContext.Response.Headers.RetryAfter = "30";
            return TypedResults.Problem(statusCode: 503, title: title);
        }
    }
}
