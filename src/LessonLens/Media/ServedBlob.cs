using System.Security.Cryptography;
using System.Text;
using LessonLens.Blobs;
using LessonLens.Lessons;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LessonLens.Media;

/// <summary>A blob as an answer, with ranges and conditions as HTTP has them (RFC 9110).</summary>
internal static class ServedBlob
{
    /// <summary>
    /// Its name never stands for other bytes. A browser's memory gives it to nobody with another cookie (RFC
    /// 9111, 4.1): in a staff room the next person may sit at the same one.
    /// </summary>
    public const string Immutable = "private, max-age=31536000, immutable";

    /// <summary>May be kept, and is asked for again each time; mostly nothing has changed.</summary>
    public const string AskAgain = "private, no-cache";

    public static async Task<IResult> Of(
        IBlobStore blobs, string? name, string type, string caching, HttpContext context,
        CancellationToken stop, string? saveAs = null)
    {
        if (name is null) return LessonEndpoints.NoSuchLesson;
        if (await blobs.Open(name, stop) is not { } bytes) return LessonEndpoints.NoSuchLesson;
        context.Response.Headers.CacheControl = caching;
        context.Response.Headers.Vary = "Cookie";
        return new File(new BlobResult(bytes, new FileStreamResult(bytes, type)
        {
            FileDownloadName = saveAs,
            EntityTag = TagOf(Encoding.UTF8.GetBytes(name)),
        }));
    }

    /// <summary>A short text that changes as more is made.</summary>
    public static IResult OfText(string text, string type, HttpContext context)
    {
        context.Response.Headers.CacheControl = AskAgain;
        var bytes = Encoding.UTF8.GetBytes(text);
        return new File(Results.Bytes(bytes, type, entityTag: TagOf(bytes)));
    }

    private static EntityTagHeaderValue TagOf(byte[] bytes) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");

    /// <summary>
    /// The framework refuses a range or a condition with the file's type and no words; without the type,
    /// words are found for it as for every problem.
    /// </summary>
    private sealed class File(IResult inner) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await inner.ExecuteAsync(httpContext);
            var response = httpContext.Response;
            if (response.StatusCode < 400 || response.HasStarted) return;
            response.ContentType = null;
            response.ContentLength = null;
            response.Headers.ContentDisposition = default;
        }
    }
}
