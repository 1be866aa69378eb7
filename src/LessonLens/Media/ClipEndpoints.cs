using System.Security.Claims;
using LessonLens.Blobs;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Media;

/// <summary>Clips: the owner cuts them; whoever sees the lesson, or was given a clip, sees it.</summary>
internal static class ClipEndpoints
{
    private const int LeastMs = 1_000;
    private const int MostMs = 10 * 60 * 1_000;

    // A player's clock may stand a little behind the last picture.
    private const int GraceMs = 1_000;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapClips(this IEndpointRouteBuilder app)
    {
        var clips = app.MapGroup("/api/lessons/{id:guid}/clips").WithTags("Clips")
            .AddEndpointFilter<RouteGroupBuilder, NotNow>();
        clips.MapGet("/", List)
            .WithSummary("The clips of a lesson that I may see.");
        clips.MapPut("/{clipId:guid}", Cut)
            .WithSummary("Cuts a clip; again with the same id replaces it.").ProducesProblem(409);
        clips.MapDelete("/{clipId:guid}", Delete)
            .WithSummary("Deletes a clip and its bytes; again is fine.")
            .AddEndpointFilter<RouteHandlerBuilder, HeldStays>().ProducesProblem(409);
        clips.MapPut("/{clipId:guid}/grants/{personId:guid}", ClipGrantEndpoints.Give)
            .WithSummary("Lets a person see this clip and nothing else of the lesson.")
            .ProducesProblem(409);
        clips.MapDelete("/{clipId:guid}/grants/{personId:guid}", ClipGrantEndpoints.Withdraw)
            .WithSummary("Withdraws it at once; again is fine.");

        var media = app.MapGroup("/media/clips/{clipId:guid}").WithTags("Media").RequireAuthorization()
            .MayBeLong().AddEndpointFilter<RouteGroupBuilder, NotNow>();
        media.MapMethods("/clip.mp4", Reading, Film)
            .WithSummary("The clip as a file of its own; 404 with Retry-After while it is made.")
            .Serves("video/mp4").MayBeInTheMaking();
        media.MapMethods("/poster.jpg", Reading, Poster)
            .WithSummary("The picture on the clip's card.")
            .Serves("image/jpeg").MayBeInTheMaking();
    }

    private static async Task<Results<Ok<IReadOnlyList<Clip>>, ProblemHttpResult>> List(
        Guid id, ClaimsPrincipal user, LessonStore lessons, ClipStore clips, CancellationToken stop)
    {
        var seen = await clips.Of(user.PersonId(), id, stop);
        return seen.Count > 0 || await lessons.MayI(user.PersonId(), id, stop) is not null
            ? TypedResults.Ok(seen) : LessonEndpoints.NoSuchLesson;
    }

    private static async Task<Results<Accepted<Clip>, ProblemHttpResult>> Cut(
        Guid id, Guid clipId, CutClip cut, ClaimsPrincipal user, LessonStore lessons, ClipStore clips,
        IBlobStore blobs, BlobLedger ledger, CancellationToken stop)
    {
        if (await lessons.Find(user.PersonId(), id, stop) is not { May: May.Own } lesson)
            return LessonEndpoints.NoSuchLesson;
        if (lesson.Recording.DurationMs is not { } duration)
            return TypedResults.Problem(statusCode: 409,
                title: "There is no recording yet to cut a clip from.");
        if (Wrong(cut, duration) is { } title) return TypedResults.Problem(statusCode: 400, title: title);

        var within = cut with { ToMs = Math.Min(cut.ToMs, duration) };
        if (await clips.Cut(id, clipId, within, stop) is not var (before, isHeld))
            return LessonEndpoints.NoSuchLesson;
        if (isHeld) return HeldStays.Refusal;
        await Forget(before, ledger, blobs);
        var clip = (await clips.Of(user.PersonId(), id, stop)).Single(one => one.Id == clipId);
        return TypedResults.Accepted($"/media/clips/{clipId}/clip.mp4", clip);
    }

    /// <summary>With its bytes; what is deleted already stays so.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Guid clipId, ClaimsPrincipal user, LessonStore lessons, ClipStore clips, IBlobStore blobs,
        BlobLedger ledger, CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        if (await clips.Delete(id, clipId, stop) is { } gone) await Forget(gone, ledger, blobs);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Film(
        Guid clipId, ClaimsPrincipal user, ClipStore clips, Visits visits, IBlobStore blobs,
        HttpContext context, CancellationToken stop)
    {
        var clip = await clips.Seen(user.PersonId(), clipId, stop);
        if (clip is { Blob: not null } && HttpMethods.IsGet(context.Request.Method))
            await visits.Note(user.PersonId(), LogAct.ClipPlayed, clip.LessonId, clipId);
        return await Serve(clip, clip => clip.Blob, "video/mp4", blobs, context, stop);
    }

    private static async Task<IResult> Poster(
        Guid clipId, ClaimsPrincipal user, ClipStore clips, IBlobStore blobs, HttpContext context,
        CancellationToken stop) =>
        await Serve(await clips.Seen(user.PersonId(), clipId, stop), clip => clip.Poster, "image/jpeg",
            blobs, context, stop);

    private static Task<IResult> Serve(
        StoredClip? clip, Func<StoredClip, string?> blob, string type, IBlobStore blobs, HttpContext context,
        CancellationToken stop)
    {
        // It comes: whoever may see it is told to ask again.
        if (clip is { State: "making" }) context.Response.Headers.RetryAfter = "2";
        return ServedBlob.Of(
            blobs, clip is null ? null : blob(clip), type, ServedBlob.AskAgain, context, stop);
    }

    private static string? Wrong(CutClip cut, int duration) =>
        string.IsNullOrWhiteSpace(cut.Title) ? "A clip needs a title."
        : cut.FromMs < 0 || cut.ToMs > duration + GraceMs || cut.FromMs > duration - LeastMs
            ? "A clip lies within its lesson."
        : cut.ToMs - cut.FromMs is < LeastMs or > MostMs ? "A clip lasts from one second to ten minutes."
        : Math.Min(cut.ToMs, duration) - cut.FromMs < LeastMs ? "A clip lies within its lesson."
        : null;

    private static async Task Forget(StoredClip clip, BlobLedger ledger, IBlobStore blobs)
    {
        foreach (var name in (string?[])[clip.Blob, clip.Poster])
            if (name is not null) await ledger.Erase(blobs, name, CancellationToken.None);
    }
}
