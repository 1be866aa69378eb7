using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using static LessonLens.Uploads.UploadAnswers;

namespace LessonLens.Uploads;

/// <summary>The requests that carry bytes: PATCH, and the first ones with the announcement.</summary>
public sealed class UploadWriting(
    UploadStore uploads, UploadBlocks blocks, UploadTurns turns, BodyReceiver receiver, UploadSpace space,
    UploadJoiner joiner, IHostApplicationLifetime life, IOptions<UploadOptions> options)
{
    private static ProblemHttpResult TooLong =>
        Problem(413, "These are more bytes than the upload announced.");

    internal static Task<Results<NoContent, ProblemHttpResult>> Append(
        string key, HttpContext context, UploadWriting writing, CancellationToken stop) =>
        writing.Append(key, context, stop);

    /// <summary>The bytes that come with the announcement (creation-with-upload), if any.</summary>
    internal async Task<(Upload Upload, ProblemHttpResult? Wrong)> First(
        HttpContext context, Upload upload, UploadChecksum? checksum)
    {
        AllowForSlowLines(context);
        await using var turn = await turns.Take(upload.Id, CancellationToken.None);
        return turn is null ? (upload, Busy) : await Receive(context, upload, turn, checksum);
    }

    private async Task<Results<NoContent, ProblemHttpResult>> Append(
        string key, HttpContext context, CancellationToken stop)
    {
        var request = context.Request;
        if (!UploadProtocol.IsBody(request.ContentType))
            return Problem(415, $"The body must be {UploadProtocol.BodyType}.");
        if (Announcement.Number(request.Headers["Upload-Offset"]) is not { } offset)
            return Problem(400, "Upload-Offset must say where the bytes belong.");
        if (!UploadChecksum.TryRead(request, out var checksum)) return UploadChecksum.NotReadable;
        using var promised = checksum;
        AllowForSlowLines(context);

        var (found, gone) = await Find(key, context, uploads);
        if (found is null) return gone!;
        if (found.IsJoined) return Problem(403, "This upload is put together from parts; nobody adds to it.");
        await using var turn = await turns.Take(found.Id, stop);
        if (turn is null) return Busy;
        (var upload, gone) = await Find(key, context, uploads);
        if (upload is null) return gone!;
        if (offset != upload.Arrived) return Elsewhere(context, upload);
        (upload, var wrong) = await WithLength(request, upload, stop);
        if (wrong is not null) return wrong;

        (upload, wrong) = await Receive(context, upload, turn, checksum);
        if (wrong is not null) return wrong;
        if (upload is { IsPart: true, FinishedAt: not null }) await joiner.GoOnAfter(upload);
        context.Response.Headers["Upload-Offset"] = Text(upload.Arrived);
        Expires(context, upload);
        return TypedResults.NoContent();
    }

    /// <summary>A length that was deferred comes with the first request that knows it.</summary>
    private async Task<(Upload, ProblemHttpResult?)> WithLength(
        HttpRequest request, Upload upload, CancellationToken stop)
    {
        var announced = upload.Length;
        if (request.Headers["Upload-Length"].ToString() is { Length: > 0 } header)
        {
            if (Announcement.Number(header) is not { } length || length < upload.Arrived)
                return (upload, Problem(400, "Upload-Length must say how many bytes there are in all."));
            if (announced is not null && announced != length)
                return (upload, Problem(400, "The length of an upload does not change."));
            if (length > options.Value.MostBytes) return (upload, Announcement.TooBig(options.Value));
            upload = upload with { Length = length };
        }

        if (request.ContentLength > (upload.Length ?? options.Value.MostBytes) - upload.Arrived)
            return (upload, TooLong);
        // Room for all of it was found when it was announced, unless nobody knew then how much it would be.
        return (upload, announced is not null ? null : await space.For(
            upload.PersonId, (upload.Length - upload.Arrived) ?? request.ContentLength ?? 1, stop));
    }

    private async Task<(Upload, ProblemHttpResult?)> Receive(
        HttpContext context, Upload upload, UploadTurns.Turn turn, UploadChecksum? checksum)
    {
        // Not ended by a broken line: what came before it broke is still to be read.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(
            turn.Stop, life.ApplicationStopping);
        var (now, end) = await receiver.Receive(
            upload, turn.Holder, context.Request.Body, options.Value.MostBytes, checksum, until.Token);
        if (await Wrong(context, upload, now, end, turn) is { } wrong) return (now, wrong);
        // Nothing came, but perhaps the length, or a sign of life.
        if (now.Arrived == upload.Arrived && now.FinishedAt is null)
            now = await blocks.Keep(now, turn.Holder) ?? now;
        return (now, null);
    }

    private async Task<ProblemHttpResult?> Wrong(
        HttpContext context, Upload before, Upload now, BodyEnd end, UploadTurns.Turn turn)
    {
        if (end == BodyEnd.TooLong) return TooLong;
        if (end == BodyEnd.NotAsPromised)
            return Problem(460, "These bytes were damaged on their way (Upload-Checksum). Send them again.");
        if (end == BodyEnd.NoPromise) return UploadChecksum.NotReadable;
        if (end == BodyEnd.TooManyPieces)
            return Problem(413, "This upload came in too many small pieces. Send pieces of 1 MB or more.");
        if (life.ApplicationStopping.IsCancellationRequested && !now.IsWhole)
            return Problem(503, "We are restarting. What has arrived is safe; go on in a moment.");
        // Asked to stop, it still has done what it kept; the client goes on from the offset that it is told.
        if (end == BodyEnd.Overtaken || (now.Arrived == before.Arrived && turn.Stop.IsCancellationRequested))
            return await uploads.Find(now.Key) is { } moved ? Elsewhere(context, moved) : NoSuchUpload;
        return null;
    }

    private static ProblemHttpResult Elsewhere(HttpContext context, Upload upload)
    {
        context.Response.Headers["Upload-Offset"] = Text(upload.Arrived);
        return Problem(409, $"{Text(upload.Arrived)} bytes have arrived; go on from there.");
    }

    /// <summary>
    /// Kestrel would end a body at 30 MB and drop a sender below 240 bytes a second after 5 s.
    /// </summary>
    private static void AllowForSlowLines(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        // In HTTP/2 a request shares its line with others and can have no rate of its own.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = HttpProtocol.IsHttp2(context.Request.Protocol) ? null
                : new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
