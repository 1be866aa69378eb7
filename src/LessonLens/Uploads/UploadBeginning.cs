using LessonLens.Blobs;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using static LessonLens.Uploads.UploadAnswers;

namespace LessonLens.Uploads;

/// <summary>The request that announces an upload, perhaps with its first bytes (tus creation).</summary>
public sealed class UploadBeginning(
    UploadStore uploads, LessonStore lessons, ObjectionStore objections, UploadSpace space,
    UploadJoiner joiner, UploadWriting writing, UploadEnding ending, IOptions<UploadOptions> options)
{
    internal static Task<Results<Created, ProblemHttpResult>> Create(
        HttpContext context, UploadBeginning beginning, CancellationToken stop) =>
        beginning.Create(context, stop);

    private async Task<Results<Created, ProblemHttpResult>> Create(
        HttpContext context, CancellationToken stop)
    {
        var (announced, wrong) = Announcement.Read(context.Request, options.Value);
        if (announced is null) return wrong!;
        if (!UploadChecksum.TryRead(context.Request, out var checksum)) return UploadChecksum.NotReadable;
        using var promised = checksum;
        var me = context.User.PersonId();
        if (announced.Metadata.LessonId is { } lesson && await lessons.MayI(me, lesson, stop) != May.Own)
            return LessonEndpoints.NoSuchLesson;
        if (await Unhandled(me, announced.Metadata, stop) is { } unhandled) return unhandled;
        (var parts, wrong) = await Parts(me, announced, stop);
        if (wrong is not null) return wrong;

        var upload = announced.IsJoined ? await uploads.Twin(me, announced, stop) : null;
        if (upload is null)
        {
            var bytes = announced.IsJoined ? parts.Sum(part => part.Length ?? 0) : announced.Length ?? 0;
            if (bytes > options.Value.MostBytes) return Announcement.TooBig(options.Value);
            if (await space.For(me, bytes, stop) is { } none) return none;
            (upload, wrong) = await Begin(context, await uploads.Begin(me, announced, parts, stop), announced,
                checksum);
            if (wrong is not null) return wrong;
        }

        if (announced.HasBody) context.Response.Headers["Upload-Offset"] = Text(upload.Arrived);
        Expires(context, upload);
        return TypedResults.Created(UrlOf(context.Request, upload));
    }

    /// <summary>
    /// Where a pupil must not be recorded, no byte is taken before the owner's word on it: with the upload
    /// (metadata objectionsHandled), or said before.
    /// </summary>
    private async Task<ProblemHttpResult?> Unhandled(
        Guid me, UploadMetadata metadata, CancellationToken stop)
    {
        if (metadata.LessonId is not { } lesson) return null;
        if (metadata.ObjectionsHandled is { } how) await objections.Handle(me, lesson, how);
        return await objections.Stop(lesson, stop)
            ? Problem(422, "A pupil of this class must not be recorded. Say first how you handled that.")
            : null;
    }

    private async Task<(List<Upload> Parts, ProblemHttpResult? Wrong)> Parts(
        Guid me, Announcement announced, CancellationToken stop)
    {
        var (parts, lesson) = (new List<Upload>(), announced.Metadata.LessonId);
        foreach (var key in announced.Concat?.Parts ?? [])
        {
            if (await uploads.Find(key, stop) is not { IsExpired: false } part || part.PersonId != me)
                return (parts, NoSuchUpload);
            if (!part.IsPart || (part.LessonId ?? lesson) != lesson)
                return (parts, Problem(400,
                    "Only parts of this recording can be put together (Upload-Concat)."));
            parts.Add(part);
        }

        return (parts, null);
    }

    /// <summary>What can be done at once. Refused, it leaves nothing: nobody knows its address.</summary>
    private async Task<(Upload Upload, ProblemHttpResult? Wrong)> Begin(
        HttpContext context, Upload upload, Announcement announced, UploadChecksum? checksum)
    {
        try
        {
            if (announced.IsJoined) return (await joiner.GoOn(upload), null);
            if (!announced.HasBody && !upload.IsWhole) return (upload, null);
            var (now, wrong) = await writing.First(context, upload, checksum);
            if (wrong is not null) await ending.Forget(now);
            return (now, wrong);
        }
        catch (BlobStoreFailed)
        {
            await ending.Forget(upload);
            throw;
        }
    }
}
