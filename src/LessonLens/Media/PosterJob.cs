using LessonLens.Blobs;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>Makes the picture by which a lesson is recognised.</summary>
public sealed class PosterJob(RecordingWork work, PosterStore posters) : RecordingJob(Name)
{
    public const string Name = "poster";

    public override Task Work(ClaimedJob job, CancellationToken stop) =>
        work.Make(job, async (folder, source) =>
        {
            // What is cut off may have nothing at a tenth of its announced length, but it has a beginning.
            if (!await TakeSoon(folder, source, source.Duration / 10, stop)
                && !await Take(folder, source, TimeSpan.Zero, stop))
            {
                // A full disk looks the same. Before the file is blamed, one of ours has to come out.
                await File.WriteAllBytesAsync(
                    folder.File(PosterCommand.Plain), new byte[PosterCommand.PlainBytes], stop);
                (await Ffmpeg.Run(PosterCommand.OfPlain(folder.Path), stop)).OrThrow();
                return null;
            }

            var blob = BlobNames.Poster(Guid.CreateVersion7());
            return new Made([(blob, PosterCommand.Output)],
                change => posters.Put(change, job.Subject, blob));
        }, stop);

    private static async Task<bool> TakeSoon(
        JobFolder folder, Source source, TimeSpan at, CancellationToken stop)
    {
        try
        {
            return await Take(folder, source, at, stop);
        }
        catch (FfmpegFailed failure) when (!failure.WasKilled)
        {
            // Too far from where it can be entered.
            return false;
        }
    }

    private static async Task<bool> Take(JobFolder folder, Source source, TimeSpan at, CancellationToken stop)
    {
        await Ffmpeg.Run(PosterCommand.At(folder.Path, source, at), stop);
        return new FileInfo(folder.File(PosterCommand.Output)) is { Exists: true, Length: > 0 };
    }
}
