using System.Globalization;
using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LessonLens.Uploads;

/// <summary>tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, termination.</summary>
public static class UploadEndpoints
{
    private const string Extensions = "creation,termination";
    private const long MostBytes = 20L << 30;
    private const string BodyType = "application/offset+octet-stream";

    public static void AddUploads(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<UploadTurns>();
        builder.Services.AddSingleton<BodyReceiver>();
    }

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var uploads = app.MapGroup(UploadProtocol.Path).WithTags("Uploads");
        uploads.MapMethods("/{key?}", [HttpMethods.Options], Describe)
            .WithSummary("What of tus 1.0.0 is spoken here.").AllowAnonymous();
        uploads.MapPost("/", Create)
            .WithSummary("Announces a recording (tus creation); Location is where its bytes go.")
            .ProducesProblem(413).ProducesProblem(507);
        uploads.MapGet("/", Unfinished)
            .WithSummary("My uploads that are not complete, to go on with.");
        // The URL's own secret is what counts here: a web session that ran out must not end a long upload.
        uploads.MapMethods("/{key}", [HttpMethods.Head], Offset)
            .WithSummary("How many bytes have arrived (tus).").ProducesProblem(423).AllowAnonymous();
        uploads.MapPatch("/{key}", Append)
            .WithSummary("Bytes from Upload-Offset on (tus).")
            .ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(423)
            .ProducesProblem(507).AllowAnonymous();
        uploads.MapDelete("/{key}", Terminate)
            .WithSummary("Gives an upload up (tus termination).").ProducesProblem(423).AllowAnonymous();
    }

    private static ProblemHttpResult NoSuchUpload => Problem(404, "There is no such upload.");

    private static Ok Describe(HttpResponse response)
    {
        response.Headers["Tus-Version"] = UploadProtocol.Version;
        response.Headers["Tus-Extension"] = Extensions;
        response.Headers["Tus-Max-Size"] = Text(MostBytes);
        return TypedResults.Ok();
    }

    private static async Task<Results<Created, ProblemHttpResult>> Create(
        HttpContext context, UploadStore uploads, LessonStore lessons, CancellationToken stop)
    {
        var headers = context.Request.Headers;
        if (Number(headers["Upload-Length"]) is not { } length)
            return Problem(400, "Upload-Length must say how many bytes will come.");
        if (length > MostBytes)
            return Problem(413, "A recording may have at most 20 GB. Make it shorter or smaller.");
        if (UploadMetadata.Parse(headers["Upload-Metadata"].ToString()) is not { } metadata)
            return Problem(400, "Upload-Metadata is malformed.");
        if (metadata.LessonId is not { } lessonId)
            return Problem(400, "Upload-Metadata must name the lesson (lessonId).");

        var me = context.User.PersonId();
        if (await lessons.MayI(me, lessonId, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        var upload = await uploads.Begin(
            me, lessonId, length, headers["Upload-Metadata"].ToString(), metadata.FileName, stop);
        return TypedResults.Created(UrlOf(context.Request, upload));
    }

    private static async Task<Ok<List<UnfinishedUpload>>> Unfinished(
        HttpContext context, UploadStore uploads, CancellationToken stop) =>
        TypedResults.Ok((await uploads.Unfinished(context.User.PersonId(), stop)).Select(upload =>
            new UnfinishedUpload
            {
                Url = UrlOf(context.Request, upload),
                LessonId = upload.LessonId,
                Filename = upload.FileName,
                Length = upload.Length,
                Offset = upload.Arrived,
            }).ToList());

    private static async Task<Results<Ok, ProblemHttpResult>> Offset(
        string key, HttpContext context, UploadStore uploads, UploadTurns turns, CancellationToken stop)
    {
        if (await Find(key, context, uploads) is not { } upload) return NoSuchUpload;
        // Whoever asks is about to go on, so a request that still holds the upload is a dead line: its bytes
        // count.
        using var turn = await turns.Take(upload.Id, stop);
        if (turn is null) return Busy;
        upload = await Find(key, context, uploads) ?? upload;
        context.Response.Headers["Upload-Offset"] = Text(upload.Arrived);
        context.Response.Headers["Upload-Length"] = Text(upload.Length);
        if (upload.Metadata.Length > 0) context.Response.Headers["Upload-Metadata"] = upload.Metadata;
        return TypedResults.Ok();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Append(
        string key, HttpContext context, UploadStore uploads, UploadTurns turns, BodyReceiver receiver,
        IHostApplicationLifetime life, CancellationToken stop)
    {
        var request = context.Request;
        if (request.ContentType != BodyType) return Problem(415, $"The body must be {BodyType}.");
        if (Number(request.Headers["Upload-Offset"]) is not { } offset)
            return Problem(400, "Upload-Offset must say where the bytes belong.");
        AllowForSlowLines(context);

        if (await Find(key, context, uploads) is not { } found) return NoSuchUpload;
        using var turn = await turns.Take(found.Id, stop);
        if (turn is null) return Busy;
        if (await Find(key, context, uploads) is not { } upload) return NoSuchUpload;
        if (offset != upload.Arrived) return Elsewhere(context, upload);
        if (request.ContentLength > upload.Length - offset)
            return Problem(413, "These are more bytes than the upload announced.");

        // Not ended by a broken line: what came before it broke is still to be read.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(
            turn.Stop, life.ApplicationStopping);
        var (now, tooLong, overtaken) = await receiver.Receive(upload, request.Body, until.Token);
        if (tooLong) return Problem(413, "These are more bytes than the upload announced.");
        if (life.ApplicationStopping.IsCancellationRequested && now.Arrived < now.Length)
            return Problem(503, "We are restarting. What has arrived is safe; go on in a moment.");
        // Asked to stop, it still has done what it kept; the client goes on from the offset that it is told.
        var movedNothing = now.Arrived == upload.Arrived;
        if (overtaken || (movedNothing && turn.Stop.IsCancellationRequested))
            return await Find(key, context, uploads) is { } current
                ? Elsewhere(context, current)
                : NoSuchUpload;
        context.Response.Headers["Upload-Offset"] = Text(now.Arrived);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Terminate(
        string key, HttpContext context, UploadStore uploads, UploadTurns turns, CancellationToken stop)
    {
        if (await Find(key, context, uploads) is not { } upload) return NoSuchUpload;
        using var turn = await turns.Take(upload.Id, stop);
        if (turn is null) return Busy;
        await uploads.Terminate(upload);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Busy =>
        Problem(423, "Another request is still writing to this upload. Try again in a moment.");

    private static ProblemHttpResult Elsewhere(HttpContext context, Upload upload)
    {
        context.Response.Headers["Upload-Offset"] = Text(upload.Arrived);
        return Problem(409, $"{Text(upload.Arrived)} bytes have arrived; go on from there.");
    }

    /// <summary>Knowing the URL is enough, unless somebody else is signed in.</summary>
    private static async Task<Upload?> Find(string key, HttpContext context, UploadStore uploads)
    {
        var upload = await uploads.Find(key, context.RequestAborted);
        var me = context.User.PersonIdOrNull();
        return me is null || me == upload?.PersonId ? upload : null;
    }

    /// <summary>
    /// Kestrel would end a body at 30 MB and drop a sender below 240 bytes a second after 5 s.
    /// </summary>
    private static void AllowForSlowLines(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(30));
    }

    private static string UrlOf(HttpRequest request, Upload upload) =>
        $"{request.Scheme}://{request.Host}{UploadProtocol.Path}/{upload.Key}";

    private static ProblemHttpResult Problem(int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title);

    /// <summary>Digits only: no sign, no space, no fraction.</summary>
    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
