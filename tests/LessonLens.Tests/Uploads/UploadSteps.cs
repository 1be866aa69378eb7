using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>What the tests of uploads do again and again.</summary>
internal static class UploadSteps
{
    public const string BodyType = "Content-Type: application/offset+octet-stream";

    /// <summary>For a lesson of its own.</summary>
    public static async Task<Uri> NewUpload(this SignedIn person, long bytes) =>
        (await person.BeginUpload(await person.PlanLesson(), bytes)).Headers.Location!;

    /// <param name="person">Who asks.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="address">Of the upload, or of all of them.</param>
    /// <param name="headers">A line each; Tus-Resumable comes by itself, unless it is empty.</param>
    /// <param name="body">None when null.</param>
    /// <param name="chunked">Does not say how long the body is.</param>
    public static async Task<HttpResponseMessage> Ask(
        this SignedIn person, string method, Uri? address, string headers = "", byte[]? body = null,
        bool chunked = false)
    {
        address ??= new Uri("/api/uploads", UriKind.Relative);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null) request.Content = new ByteArrayContent(body);
        if (chunked) request.Headers.TransferEncodingChunked = true;
        if (!headers.Contains("Tus-Resumable", StringComparison.Ordinal)) headers += "\nTus-Resumable: 1.0.0";
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim(' '));
            if (value.Length > 0 && !request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return await person.Http.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Patch(
        this SignedIn person, Uri upload, long offset, byte[] bytes, string headers = "") =>
        person.Ask("PATCH", upload, $"{BodyType}\nUpload-Offset: {offset}\n{headers}", bytes);

    /// <summary>As clients do, asks again where another request takes its time to let go (423).</summary>
    public static async Task<long> OffsetOf(this SignedIn person, Uri upload)
    {
        long? offset = null;
        await Wait.Until(async () =>
        {
            using var head = await person.Ask("HEAD", upload);
            if (head.StatusCode == HttpStatusCode.Locked) return false;
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            offset = Tus.Offset(head);
            return true;
        }, otherwise: () => "another request holds the upload");
        return offset!.Value;
    }

    /// <summary>Null when it is not there.</summary>
    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>The hash of what the owner gets back.</summary>
    public static async Task<byte[]> Original(this SignedIn owner, Guid lesson)
    {
        await using var original = await owner.Http.GetStreamAsync(
            new Uri($"/media/lessons/{lesson}/original", UriKind.Relative));
        return await SHA256.HashDataAsync(original);
    }

    public static byte[] Random(int bytes) => RandomNumberGenerator.GetBytes(bytes);
}
