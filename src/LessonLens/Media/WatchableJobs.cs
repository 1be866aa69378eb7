using LessonLens.Jobs;
using Microsoft.Extensions.Options;

namespace LessonLens.Media;

/// <summary>Makes a recording watchable that any browser plays as it is.</summary>
public sealed class CopyJob(RenditionMaker maker) : RecordingJob(Name)
{
    public const string Name = "copy";

    public override Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, new RenditionPlan(
        source => [new Rung(HlsCopy.Kind, source.Picture.Width, source.Picture.Height)],
        (folder, source, _) => HlsCopy.Command(folder, source),
        (change, recording) => JobQueue.Enqueue(change, Lane.Heavy, EncodeJob.Name, recording))
    { IsCopy = true }, stop);
}

/// <summary>Makes the renditions that every browser plays, over every line.</summary>
public sealed class EncodeJob(RenditionMaker maker, IOptions<MediaOptions> options) : RecordingJob(Name)
{
    public const string Name = "encode";

    public override Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, new RenditionPlan(
        source => Ladder.For(source.Picture, options.Value.Heights),
        HlsEncode.Command,
        (change, recording) => JobQueue.Enqueue(
            change, Lane.Quick, DropCopyJob.Name, recording, delay: options.Value.CopyStays))
    { IsCopy = false }, stop);
}
