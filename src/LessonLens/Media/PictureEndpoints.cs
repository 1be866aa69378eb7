using System.Security.Claims;
using LessonLens.Blobs;
using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Media;

/// <summary>
/// What a page shows beside the film: poster, small pictures, loudness, and the picture at a moment.
/// </summary>
internal static class PictureEndpoints
{
    public static async Task<IResult> Poster(
        Guid id, ClaimsPrincipal user, PosterStore store, IBlobStore blobs, HttpContext context,
        CancellationToken stop)
    {
        var blob = await store.Find(user.PersonId(), id, stop);
        // Another recording brings another picture to the same address.
        return await ServedBlob.Of(blobs, blob, "image/jpeg", ServedBlob.AskAgain, context, stop);
    }

    public static async Task<IResult> Thumbnails(
        Guid id, ClaimsPrincipal user, ThumbnailStore store, HttpContext context, CancellationToken stop)
    {
        return await store.Find(user.PersonId(), id, stop) is { } thumbnails
            ? ServedBlob.OfText(thumbnails.Track(), "text/vtt", context)
            : LessonEndpoints.NoSuchLesson;
    }

    /// <summary>The picture that is on screen at that millisecond.</summary>
    public static async Task<IResult> Still(
        Guid id, int ms, ClaimsPrincipal user, StillMaker stills, Visits visits, IBlobStore blobs,
        HttpContext context, CancellationToken stop)
    {
        var blob = await stills.At(user.PersonId(), id, ms, stop);
        if (blob is not null && HttpMethods.IsGet(context.Request.Method))
            await visits.Note(user.PersonId(), LogAct.PicturesSeen, id);
        return await ServedBlob.Of(blobs, blob, "image/jpeg", ServedBlob.AskAgain, context, stop);
    }

    public static async Task<IResult> Peaks(
        Guid id, ClaimsPrincipal user, PeaksStore store, IBlobStore blobs, HttpContext context,
        CancellationToken stop)
    {
        var blob = await store.Find(user.PersonId(), id, stop);
        return await ServedBlob.Of(blobs, blob, "application/json", ServedBlob.AskAgain, context, stop);
    }
}
