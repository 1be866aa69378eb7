using System.Security.Claims;
using System.Text;
using LessonLens.Blobs;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Media;

/// <summary>Watching. Who may not see a lesson gets the same answer as if there were none.</summary>
public static class MediaEndpoints
{
    // One lesson's playlists and files; HEAD is what players and download tools ask first.
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RenditionStore>();
        builder.Services.AddSingleton<PosterStore>();
        builder.Services.AddSingleton<OriginalStore>();
        builder.Services.AddSingleton<JobFolders>();
        builder.Services.AddSingleton<RenditionMaker>();
        builder.Services.AddSingleton<IJobHandler, ProbeJob>();
        builder.Services.AddSingleton<IJobHandler, CopyJob>();
        builder.Services.AddSingleton<IJobHandler, EncodeJob>();
        builder.Services.AddSingleton<IJobHandler, PosterJob>();
    }

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        var lesson = app.MapGroup("/media/lessons/{id:guid}").WithTags("Media").RequireAuthorization();
        lesson.MapMethods("/main.m3u8", Reading, MainPlaylist);
        lesson.MapMethods("/poster.jpg", Reading, Poster);
        lesson.MapMethods("/original", Reading, Original);
        lesson.MapMethods("/{name}", Reading, Part);
    }

    private static async Task<IResult> MainPlaylist(
        Guid id, ClaimsPrincipal user, RenditionStore store, HttpContext context, CancellationToken stop)
    {
        var renditions = await store.Of(user.PersonId(), id, stop);
        return renditions.Count == 0
            ? LessonEndpoints.NoSuchLesson
            : Playlist(context, HlsPlaylist.OfAll(renditions));
    }

    private static async Task<IResult> Part(
        Guid id, string name, ClaimsPrincipal user, RenditionStore store, IBlobStore blobs,
        HttpContext context, CancellationToken stop)
    {
        if (MediaNames.PlaylistOf(name) is { } rendition)
            return await store.Find(user.PersonId(), id, rendition, stop) is var (row, segments)
                ? Playlist(context, HlsPlaylist.Of(row, segments))
                : LessonEndpoints.NoSuchLesson;

        if (MediaNames.SegmentOf(name) is not var (ofRendition, number)) return LessonEndpoints.NoSuchLesson;
        var segment = await store.Find(user.PersonId(), id, ofRendition, number, stop);
        return await ServedBlob.Of(blobs, segment?.Blob, "video/mp4", ServedBlob.Immutable, context, stop);
    }

    private static async Task<IResult> Poster(
        Guid id, ClaimsPrincipal user, PosterStore store, IBlobStore blobs, HttpContext context,
        CancellationToken stop)
    {
        var blob = await store.Find(user.PersonId(), id, stop);
        // Another recording brings another picture to the same address.
        return await ServedBlob.Of(blobs, blob, "image/jpeg", ServedBlob.AskAgain, context, stop);
    }

    private static async Task<IResult> Original(
        Guid id, ClaimsPrincipal user, OriginalStore store, IBlobStore blobs, HttpContext context,
        CancellationToken stop)
    {
        var original = await store.Find(user.PersonId(), id, stop);
        // Never shown in place, whatever it is: the file is a stranger's.
        return await ServedBlob.Of(blobs, original?.Blob, "application/octet-stream", ServedBlob.AskAgain,
            context, stop, saveAs: original?.FileName ?? "recording");
    }

    private static IResult Playlist(HttpContext context, string text)
    {
        context.Response.Headers.CacheControl = ServedBlob.AskAgain;
        var bytes = Encoding.UTF8.GetBytes(text);
        return Results.Bytes(bytes, "application/vnd.apple.mpegurl", entityTag: ServedBlob.TagOf(bytes));
    }
}
