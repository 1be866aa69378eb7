using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace LessonLens.Media;

/// <summary>
/// The framework reads ranges and conditions and writes the head; the bytes are read straight into what goes
/// out, where <c>Results.Stream</c> copies them once more, in pieces of 4 KiB.
/// </summary>
internal sealed class BlobResult(Stream bytes, FileResult file)
    : FileResultExecutorBase(NullLogger.Instance), IResult
{
    // What is read in one call, and what a slow reader costs in memory. With 64 KiB 256 readers at once got
    // three fifths of it.
    private const int AtOnce = 256 << 10;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using (bytes)
        {
            var (range, length, hasBody) = SetHeadersAndLog(new ActionContext { HttpContext = httpContext },
                file, bytes.Length, enableRangeProcessing: true, etag: file.EntityTag);
            if (!hasBody) return;
            if (range is null) length = bytes.Length;
            else bytes.Seek(range.From!.Value, SeekOrigin.Begin);
            try
            {
                await Send(length, httpContext.Response, httpContext.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // Whoever asked has left; nobody else may take the half for the whole.
                httpContext.Abort();
            }
        }
    }

    private async Task Send(long length, HttpResponse response, CancellationToken left)
    {
        // Before it has started, a response keeps what is written apart and copies it.
        await response.StartAsync(left);
        while (length > 0)
        {
            var most = (int)Math.Min(length, AtOnce);
            var read = await bytes.ReadAsync(response.BodyWriter.GetMemory(most)[..most], left);
            if (read == 0) throw new EndOfStreamException("The blob is shorter than it said.");
            response.BodyWriter.Advance(read);
            length -= read;
            if ((await response.BodyWriter.FlushAsync(left)).IsCompleted) return;
        }
    }
}
