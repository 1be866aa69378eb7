using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace LessonLens.Tests.Support;

/// <summary>The requests of tus 1.0.0, as a client builds them.</summary>
public static class Tus
{
    public static HttpRequestMessage Post(long bytes, string metadata)
    {
        var request = WithVersion(HttpMethod.Post, new Uri("/api/uploads", UriKind.Relative));
        request.Headers.Add("Upload-Length", bytes.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", metadata);
        return request;
    }

    public static string Metadata(Guid lesson, string fileName) =>
        $"lessonId {Base64(lesson.ToString())},filename {Base64(fileName)}";

    public static HttpRequestMessage Patch(Uri upload, long offset, byte[] bytes) =>
        Patch(upload, offset, new ByteArrayContent(bytes));

    public static HttpRequestMessage Patch(Uri upload, long offset, HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = body };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return request;
    }

    public static HttpRequestMessage Head(Uri upload) => WithVersion(HttpMethod.Head, upload);

    public static HttpRequestMessage Delete(Uri upload) => WithVersion(HttpMethod.Delete, upload);

    public static long Offset(HttpResponseMessage answer) =>
        long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static HttpRequestMessage WithVersion(HttpMethod method, Uri upload)
    {
        var request = new HttpRequestMessage(method, upload);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }
}
