using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes a recording watchable that any browser plays as it is.</summary>
public sealed class CopyJob(RenditionMaker maker) : IJobHandler
{
    public const string Name = "copy";

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, "copy", HlsCopy.Command,
        source => (source.Picture.Width, source.Picture.Height), stop);

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
}

/// <summary>Makes a recording watchable that browsers might not play.</summary>
public sealed class EncodeJob(RenditionMaker maker) : IJobHandler
{
    public const string Name = "encode";

    public string Kind => Name;

    public Task Work(ClaimedJob job, CancellationToken stop) => maker.Make(job, "encoded", HlsEncode.Command,
        source => VideoFilters.Fit(source.Picture), stop);

    public Task Died(Change change, Guid subject, string reason) =>
        RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
}
