using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Uploads;

/// <summary>What a POST says of the upload that it begins (tus 1.0.0, creation and concatenation).</summary>
public sealed record Announcement
{
    /// <summary>Bytes; null when it will be known later.</summary>
    public long? Length { get; init; }

    public required UploadMetadata Metadata { get; init; }

    /// <summary>As it was sent.</summary>
    public string RawMetadata { get; init; } = "";

    public UploadConcat? Concat { get; init; }

    /// <summary>As it was sent.</summary>
    public string? RawConcat { get; init; }

    /// <summary>The first bytes come with it (creation-with-upload).</summary>
    public bool HasBody { get; init; }

    public bool IsJoined => Concat is { IsPart: false };

    /// <returns>The announcement, or what is wrong with it.</returns>
    internal static (Announcement? Announced, ProblemHttpResult? Wrong) Read(
        HttpRequest request, UploadOptions options)
    {
        var concat = request.Headers["Upload-Concat"].ToString();
        var raw = request.Headers["Upload-Metadata"].ToString();
        var metadata = UploadMetadata.Parse(raw);
        var announced = new Announcement
        {
            Length = Number(request.Headers["Upload-Length"]),
            Metadata = metadata ?? new UploadMetadata(),
            RawMetadata = raw,
            Concat = UploadConcat.Parse(concat),
            RawConcat = concat.Length == 0 ? null : concat,
            HasBody = request.ContentLength != 0
                && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true,
        };
        var wrong = WrongLength(request, announced, options);
        if (metadata is null) wrong = Problem(400, "Upload-Metadata is malformed.");
        if (concat.Length > 0 && announced.Concat is null)
            wrong = Problem(400, "Upload-Concat says partial, or final; and the addresses of the parts.");
        return wrong is null ? WithLesson(request, announced) : (null, wrong);
    }

    private static (Announcement?, ProblemHttpResult?) WithLesson(HttpRequest request, Announcement announced)
    {
        if (announced.Metadata.LessonId is null && announced.Concat is not { IsPart: true })
            return (null, Problem(400, "Upload-Metadata must name the lesson (lessonId)."));
        if (announced.Metadata.IsPlainlyNoRecording)
            return (null, Problem(415, "This is not a film. Choose the recording of your lesson."));
        if (announced.HasBody && announced.IsJoined)
            return (null, Problem(400, "What is put together from parts takes no bytes of its own."));
        return announced.HasBody && !UploadProtocol.IsBody(request.ContentType)
            ? (null, Problem(415, $"The body must be {UploadProtocol.BodyType}."))
            : (announced, null);
    }

    private static ProblemHttpResult? WrongLength(
        HttpRequest request, Announcement announced, UploadOptions options)
    {
        var length = request.Headers["Upload-Length"].ToString();
        var later = request.Headers["Upload-Defer-Length"].ToString();
        if (announced.IsJoined)
            return length.Length + later.Length == 0
                ? null : Problem(400, "What is put together from parts is as long as they are.");
        if (later is not ("" or "1")) return Problem(400, "Upload-Defer-Length can only be 1.");
        if (later == "1" == length.Length > 0)
            return Problem(400, "Say Upload-Length, how many bytes will come, or Upload-Defer-Length: 1.");
        if (later == "" && announced.Length is null)
            return Problem(400, "Upload-Length must say how many bytes will come.");
        if (announced.Length > options.MostBytes) return TooBig(options);
        return announced.HasBody && request.ContentLength > announced.Length
            ? Problem(413, "These are more bytes than the upload announces.") : null;
    }

    internal static ProblemHttpResult TooBig(UploadOptions options) => Problem(413,
        $"A recording may have at most {options.MostBytes >> 30} GB. Make it shorter or smaller.");

    /// <summary>Digits only: no sign, no space, no fraction.</summary>
    internal static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);
}
