using System.Security.Claims;
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
        builder.Services.AddOptions<MediaOptions>().BindConfiguration("Media")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RenditionStore>();
        builder.Services.AddSingleton<PosterStore>();
        builder.Services.AddSingleton<ThumbnailStore>();
        builder.Services.AddSingleton<PeaksStore>();
        builder.Services.AddSingleton<StillStore>();
        builder.Services.AddSingleton<StillMaker>();
        builder.Services.AddSingleton<ClipStore>();
        builder.Services.AddSingleton(ClipStore.Ending);
        builder.Services.AddSingleton(new LessonPart("clips"));
        builder.Services.AddSingleton(ClipStore.Farewell);
        builder.Services.AddSingleton(ClipStore.GoesAlong);
        builder.Services.AddSingleton<OriginalStore>();
        builder.Services.AddSingleton<Permits>();
        builder.Services.AddSingleton<RecordingCache>();
        builder.Services.AddSingleton<JobFolders>();
        builder.Services.AddSingleton<SchoolJobStore>();
        builder.Services.AddSingleton<SandboxStore>();
        builder.Services.AddHostedService<SandboxWatch>();
        builder.Services.AddHostedService<Leftovers>();
        builder.Services.AddSingleton<RecordingWork>();
        builder.Services.AddSingleton<RenditionMaker>();
        builder.Services.AddSingleton<IJobHandler, ProbeJob>();
        builder.Services.AddSingleton<IJobHandler, CopyJob>();
        builder.Services.AddSingleton<IJobHandler, EncodeJob>();
        builder.Services.AddSingleton<IJobHandler, DropCopyJob>();
        builder.Services.AddSingleton<IJobHandler, PosterJob>();
        builder.Services.AddSingleton<IJobHandler, ThumbnailJob>();
        builder.Services.AddSingleton<IJobHandler, PeaksJob>();
        builder.Services.AddSingleton<IJobHandler, ClipJob>();
    }

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        var lesson = app.MapGroup("/media/lessons/{id:guid}").WithTags("Media").RequireAuthorization()
            .MayBeLong().AddEndpointFilter<RouteGroupBuilder, NotNow>();
        lesson.MapMethods("/main.m3u8", Reading, MainPlaylist)
            .WithSummary("The playlist of all that can be watched (HLS).").ServesWhole(HlsPlaylist.Type);
        lesson.MapMethods("/poster.jpg", Reading, PictureEndpoints.Poster)
            .WithSummary("The picture on the lesson's card.").Serves("image/jpeg");
        lesson.MapMethods("/thumbnails.vtt", Reading, PictureEndpoints.Thumbnails)
            .WithSummary("Small pictures along the timeline (WebVTT with #xywh).").ServesWhole("text/vtt");
        lesson.MapMethods("/peaks.json", Reading, PictureEndpoints.Peaks)
            .WithSummary("How loud it is along the timeline.").Serves("application/json");
        lesson.MapMethods("/stills/{ms:int:min(0)}.jpg", Reading, PictureEndpoints.Still)
            .WithSummary("The picture at that millisecond.").Serves("image/jpeg");
        lesson.MapMethods("/original", Reading, Original)
            .WithSummary("The recording as it came, for its owner.").Serves("application/octet-stream");
        lesson.MapMethods("/{name}", Reading, Part)
            .WithSummary("A part that a playlist names.")
            .Serves("video/mp4", "image/jpeg", HlsPlaylist.Type);
        app.MapClips();
        app.MapAttempts();
        app.MapJobs();
    }

    private static async Task<IResult> MainPlaylist(
        Guid id, ClaimsPrincipal user, RenditionStore store, HttpContext context, CancellationToken stop)
    {
        var renditions = await store.Of(user.PersonId(), id, stop);
        return renditions.Count == 0
            ? LessonEndpoints.NoSuchLesson
            : ServedBlob.OfText(HlsPlaylist.OfAll(renditions), HlsPlaylist.Type, context);
    }

    private static async Task<IResult> Part(
        Guid id, string name, ClaimsPrincipal user, RenditionStore store, ThumbnailStore pictures,
        Permits permits, Visits visits, IBlobStore blobs, HttpContext context, CancellationToken stop)
    {
        var me = user.PersonId();
        if (MediaNames.PlaylistOf(name) is { } rendition)
            return await store.Find(me, id, rendition, stop) is var (row, segments)
                ? ServedBlob.OfText(HlsPlaylist.Of(row, segments), HlsPlaylist.Type, context)
                : LessonEndpoints.NoSuchLesson;

        if (MediaNames.SpriteOf(name) is var (thumbnails, sheet))
            return await Serve(LogAct.PicturesSeen, "image/jpeg",
                () => pictures.Sprite(me, id, thumbnails, sheet, stop));
        if (MediaNames.SegmentOf(name) is var (ofRendition, number))
            return await Serve(LogAct.LessonPlayed, "video/mp4", async () =>
                (await store.Find(me, id, ofRendition, number, stop))?.Blob);
        return LessonEndpoints.NoSuchLesson;

        async Task<IResult> Serve(LogAct act, string type, Func<Task<string?>> find)
        {
            var permit = await permits.Ask(me, id, name,
                async () => await find() is { } blob ? new Permit(blob) : null);
            if (permit is not null && HttpMethods.IsGet(context.Request.Method))
                await visits.Note(me, act, id);
            return await ServedBlob.Of(blobs, permit?.Blob, type, ServedBlob.Immutable, context, stop);
        }
    }

    private static async Task<IResult> Original(
        Guid id, ClaimsPrincipal user, OriginalStore store, Permits permits, Visits visits, IBlobStore blobs,
        HttpContext context, CancellationToken stop)
    {
        var me = user.PersonId();
        var permit = await permits.Ask(me, id, "original", async () =>
            await store.Find(me, id, stop) is { } original
                ? new Permit(original.Blob, original.FileName) : null);
        if (permit is not null && HttpMethods.IsGet(context.Request.Method))
        {
            // What goes on with a part is the same download, unless there is none that it could go on with.
            if (context.Request.Headers.Range.Count > 0)
                await visits.Note(me, LogAct.OriginalDownloaded, id);
            else await visits.Log(me, LogAct.OriginalDownloaded, id);
        }

        // Never shown in place, whatever it is: the file is a stranger's.
        return await ServedBlob.Of(blobs, permit?.Blob, "application/octet-stream", ServedBlob.AskAgain,
            context, stop, saveAs: permit?.FileName ?? "recording");
    }
}
