using LessonLens.Blobs;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>Makes the small pictures that are seen when pointing at the timeline.</summary>
public sealed class ThumbnailJob(RecordingWork work) : RecordingJob(Name)
{
    public const string Name = "thumbnails";

    public override Task Work(ClaimedJob job, CancellationToken stop) =>
        work.Make(job, async (folder, source) =>
        {
            var plan = await ThumbnailMaker.Make(folder, source, ThumbnailPlan.For(source), stop);
            var id = Guid.CreateVersion7();
            var sheets = Enumerable.Range(0, plan.Sheets)
                .Select(number => (Blob: BlobNames.Sprite(id, number), ThumbnailMaker.Sheet(number)))
                .ToList();
            return new Made(sheets, change => ThumbnailStore.Put(
                change, id, job.Subject, plan, sheets.ConvertAll(sheet => sheet.Blob)));
        }, stop);
}
