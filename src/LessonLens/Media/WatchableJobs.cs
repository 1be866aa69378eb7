using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using Microsoft.Extensions.Options;

namespace LessonLens.Media;

/// <summary>Makes a recording watchable that any browser plays as it is.</summary>
public sealed class CopyJob(RenditionMaker maker) : IJobHandler
{
    public const string Name = "copy";

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, new RenditionPlan(
        source => [new Rung(HlsCopy.Kind, source.Picture.Width, source.Picture.Height)],
        (folder, source, _) => HlsCopy.Command(folder, source),
        (change, recording) => JobQueue.Enqueue(change, Lane.Heavy, EncodeJob.Name, recording))
    { IsCopy = true }, stop);

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
}

/// <summary>Makes the renditions that every browser plays, over every line.</summary>
public sealed class EncodeJob(RenditionMaker maker, IOptions<MediaOptions> options) : IJobHandler
{
    public const string Name = "encode";

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, new RenditionPlan(
        source => Ladder.For(source.Picture, options.Value.Heights),
        HlsEncode.Command,
        (change, recording) => JobQueue.Enqueue(
            change, Lane.Quick, DropCopyJob.Name, recording, delay: options.Value.CopyStays))
    { IsCopy = false }, stop);

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
}
