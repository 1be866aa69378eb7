using System.Globalization;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Uploads;

/// <summary>What these requests share: whose an upload is, and how it is answered.</summary>
internal static class UploadAnswers
{
    /// <summary>Knowing the URL is enough, unless somebody else is signed in.</summary>
    internal static async Task<(Upload? Upload, ProblemHttpResult? Gone)> Find(
        string key, HttpContext context, UploadStore uploads)
    {
        var upload = await uploads.Find(key, context.RequestAborted);
        var me = context.User.PersonIdOrNull();
        if (upload is null || (me is not null && me != upload.PersonId)) return (null, NoSuchUpload);
        return upload.IsExpired
            ? (null, Problem(410, "This upload was left too long and has expired. Please begin it again."))
            : (upload, null);
    }

    internal static ProblemHttpResult NoSuchUpload => Problem(404, "There is no such upload.");

    internal static ProblemHttpResult Busy =>
        Problem(423, "Another request is still writing to this upload. Try again in a moment.");

    /// <summary>"MUST be included in every PATCH response if the upload is going to expire".</summary>
    internal static void Expires(HttpContext context, Upload upload)
    {
        if (upload.ExpiresAt is { } at)
            context.Response.Headers["Upload-Expires"] = at.ToString("R", CultureInfo.InvariantCulture);
    }

    internal static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string UrlOf(HttpRequest request, Upload upload) =>
        $"{request.Scheme}://{request.Host}{UploadProtocol.Path}/{upload.Key}";
}
