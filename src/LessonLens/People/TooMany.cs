using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>The answer to whoever tries too often: 429, with when to come back (RFC 6585, 4).</summary>
internal static class TooMany
{
    /// <summary>Sets status and header; the words are for the page.</summary>
    public static string Say(HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}";
        return Words(wait);
    }

    public static ProblemHttpResult Problem(HttpResponse response, TimeSpan wait) =>
        TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: Say(response, wait));

    public static string Words(TimeSpan wait) => Math.Ceiling(wait.TotalMinutes) switch
    {
        <= 1 => "That was too many tries. Please wait a minute, then try again.",
        var minutes => $"That was too many tries. Please wait {minutes:0} minutes, then try again.",
    };
}
