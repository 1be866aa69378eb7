using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>A job whose subject is a recording, which has failed should the job die.</summary>
public abstract class RecordingJob(string kind) : IJobHandler
{
    public string Kind => kind;

    public abstract Task Work(ClaimedJob job, CancellationToken stop);

    public async Task Died(Change change, Guid subject, string reason)
    {
        await RecordingStore.Fail(change, subject, Verdict.Interrupted.ToFailure());
        await RecordingStore.MoveUp(change);
    }
}
