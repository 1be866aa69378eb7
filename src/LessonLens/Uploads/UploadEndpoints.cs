using LessonLens.Blobs;
using LessonLens.Jobs;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using static LessonLens.Uploads.UploadAnswers;

namespace LessonLens.Uploads;

/// <summary>
/// tus 1.0.0 with all its extensions (https://tus.io/protocols/resumable-upload). Announcing is in
/// <see cref="UploadBeginning"/>, sending in <see cref="UploadWriting"/>; here are asking and ending.
/// </summary>
public static class UploadEndpoints
{
    private const string Extensions = "creation,creation-with-upload,creation-defer-length,checksum,"
        + "checksum-trailer,expiration,termination,concatenation,concatenation-unfinished";

    public static void AddUploads(this WebApplicationBuilder builder, bool working)
    {
        // Kestrel's 1 MiB for each line is much memory in many uploads at once, and lost when a line breaks.
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBufferSize = 256 << 10);
        builder.Services.AddOptions<UploadOptions>().BindConfiguration("Uploads")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<UploadBlocks>();
        builder.Services.AddSingleton<UploadSpace>();
        builder.Services.AddSingleton<UploadTurns>();
        builder.Services.AddSingleton<BodyReceiver>();
        builder.Services.AddSingleton<UploadJoiner>();
        builder.Services.AddSingleton<UploadEnding>();
        builder.Services.AddSingleton<UploadWriting>();
        builder.Services.AddSingleton<UploadBeginning>();
        builder.Services.AddSingleton<IJobHandler, FingerprintJob>();
        if (working) builder.Services.AddHostedService<UploadSweeper>();
    }

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var uploads = app.MapGroup(UploadProtocol.Path).WithTags("Uploads").DescribedAsTus()
            .AddEndpointFilter(async (context, next) =>
            {
                try
                {
                    return await next(context);
                }
                catch (BlobStoreFailed e)
                {
                    return e is BlobStoreFull ? UploadSpace.Full : UploadSpace.Away;
                }
            });
        uploads.MapMethods("/{key?}", [HttpMethods.Options], Describe)
            .WithSummary("What of tus 1.0.0 is spoken here.").AllowAnonymous();
        uploads.MapPost("/", UploadBeginning.Create)
            .WithSummary("Announces a recording (tus creation); Location is where its bytes go.")
            .ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(460)
            .ProducesProblem(507);
        uploads.MapGet("/", Unfinished)
            .WithSummary("My uploads that are not complete, to go on with.");
        // The URL's own secret is what counts here: a web session that ran out must not end a long upload.
        uploads.MapMethods("/{key}", [HttpMethods.Head], Offset)
            .WithSummary("How many bytes have arrived (tus).")
            .ProducesProblem(410).ProducesProblem(423).AllowAnonymous();
        uploads.MapPatch("/{key}", UploadWriting.Append)
            .WithSummary("Bytes from Upload-Offset on (tus).")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(410).ProducesProblem(413)
            .ProducesProblem(415).ProducesProblem(423).ProducesProblem(460).ProducesProblem(507)
            .AllowAnonymous();
        uploads.MapDelete("/{key}", Terminate)
            .WithSummary("Gives an upload up (tus termination).")
            .ProducesProblem(410).ProducesProblem(423).AllowAnonymous();
        app.MapRecordingChoice();
    }

    private static Ok Describe(HttpResponse response, IOptions<UploadOptions> options)
    {
        response.Headers["Tus-Version"] = UploadProtocol.Version;
        response.Headers["Tus-Extension"] = Extensions;
        response.Headers["Tus-Max-Size"] = Text(options.Value.MostBytes);
        response.Headers["Tus-Checksum-Algorithm"] = UploadChecksum.Algorithms;
        return TypedResults.Ok();
    }

    private static async Task<Ok<List<UnfinishedUpload>>> Unfinished(
        HttpContext context, UploadStore uploads, CancellationToken stop) =>
        TypedResults.Ok((await uploads.Unfinished(context.User.PersonId(), stop)).Select(upload =>
            new UnfinishedUpload
            {
                Url = UrlOf(context.Request, upload),
                LessonId = upload.LessonId!.Value,
                Filename = upload.FileName,
                Length = upload.Length,
                Offset = upload.Arrived,
            }).ToList());

    private static async Task<Results<Ok, ProblemHttpResult>> Offset(
        string key, HttpContext context, UploadStore uploads, UploadTurns turns, UploadJoiner joiner,
        CancellationToken stop)
    {
        var (upload, gone) = await Find(key, context, uploads);
        if (upload is null) return gone!;
        if (upload.IsJoined) upload = await joiner.GoOn(upload);
        // Whoever asks is about to go on, so a request that still holds the upload is a dead line: its bytes
        // count.
        else if (upload.FinishedAt is null)
        {
            await using var turn = await turns.Take(upload.Id, stop);
            if (turn is null) return Busy;
            (upload, gone) = await Find(key, context, uploads);
            if (upload is null) return gone!;
        }

        await Tell(context.Response, upload, uploads, stop);
        return TypedResults.Ok();
    }

    private static async Task Tell(
        HttpResponse response, Upload upload, UploadStore uploads, CancellationToken stop)
    {
        var length = upload.Length;
        // "SHOULD NOT contain Upload-Offset unless the concatenation has been successfully finished", and its
        // length as soon as that of all parts is known.
        if (upload.IsJoined && upload.FinishedAt is null)
            length ??= (await uploads.PartsOf(upload, stop))
                .Aggregate((long?)0, (sum, part) => sum + part.Length);
        else response.Headers["Upload-Offset"] = Text(upload.Arrived);
        if (length is { } known) response.Headers["Upload-Length"] = Text(known);
        else if (!upload.IsJoined) response.Headers["Upload-Defer-Length"] = "1";
        if (upload.Metadata.Length > 0) response.Headers["Upload-Metadata"] = upload.Metadata;
        if (upload.Concat is not null) response.Headers["Upload-Concat"] = upload.Concat;
        response.Headers.CacheControl = "no-store";
        Expires(response.HttpContext, upload);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Terminate(
        string key, HttpContext context, UploadStore uploads, UploadTurns turns, UploadEnding ending,
        CancellationToken stop)
    {
        var (upload, gone) = await Find(key, context, uploads);
        if (upload is null) return gone!;
        await using var turn = await turns.Take(upload.Id, stop);
        if (turn is null) return Busy;
        await ending.Forget(upload);
        return TypedResults.NoContent();
    }
}
