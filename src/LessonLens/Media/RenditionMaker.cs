using System.Threading.Channels;
using LessonLens.Blobs;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes one rendition and publishes it while ffmpeg still writes.</summary>
public sealed class RenditionMaker(
    JobQueue queue, RecordingStore recordings, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
{
    public async Task Make(
        ClaimedJob job, string kind, Func<string, Source, FfmpegRun> command,
        Func<Source, (int Width, int Height)> size, CancellationToken stop)
    {
        if (await recordings.Find(job.Subject, stop) is not { } recording)
        {
            await queue.Complete(job, _ => Task.CompletedTask, stop);
            return;
        }

        using var folder = await folders.With(recording.Blob, job, stop);
        var (source, verdict) = await Probe.Look(folder.Path, stop);
        if (source is null) throw new InvalidDataException($"Readable before, and now {verdict!.Code}.");

        var (width, height) = size(source);
        var rendition = new GrowingRendition(queue, blobs, ledger, job, folder, source.Duration)
        {
            LessonId = recording.LessonId,
            Row = new Rendition
            {
                // A new id at each attempt: its blobs have names that nothing was ever put under.
                Id = Guid.CreateVersion7(),
                RecordingId = recording.Id,
                Kind = kind,
                State = "growing",
                Width = width,
                Height = height,
                Bandwidth = 1,
                Codecs = "",
            },
        };
        await RunAndPublish(command(folder.Path, source), rendition, stop);
        await Finish(job, source, rendition, stop);
    }

    private static async Task RunAndPublish(FfmpegRun run, GrowingRendition rendition, CancellationToken stop)
    {
        var ticks = Channel.CreateBounded<TimeSpan>(new BoundedChannelOptions(1)
        { FullMode = BoundedChannelFullMode.DropOldest });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var publishing = Publish(ticks.Reader, rendition, end);
        FfmpegResult result;
        try
        {
            result = await Ffmpeg.Run(run with { Progress = at => ticks.Writer.TryWrite(at) }, end.Token);
        }
        finally
        {
            ticks.Writer.TryComplete();
            await publishing;
        }

        result.OrThrow();
        await rendition.PublishNew(result.OutTime, stop);
    }

    // Beside ffmpeg, which must not wait for the disk and the database; but it ends when this cannot go on.
    private static async Task Publish(
        ChannelReader<TimeSpan> ticks, GrowingRendition rendition, CancellationTokenSource end)
    {
        try
        {
            await foreach (var reached in ticks.ReadAllAsync(end.Token))
                await rendition.PublishNew(reached, end.Token);
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }

    // Exit codes say nothing (half a file ends with 0), so what was made is measured.
    private async Task Finish(
        ClaimedJob job, Source source, GrowingRendition rendition, CancellationToken stop)
    {
        var isEmpty = rendition.Duration == TimeSpan.Zero;
        var verdict = isEmpty ? Verdict.Unreadable : await rendition.CheckEnd(stop);
        var expected = source.Picture.Duration ?? source.Duration;
        var tolerance = TimeSpan.FromSeconds(Math.Max(0.5, expected.TotalSeconds / 100));
        if (verdict is null && rendition.Duration < expected - tolerance)
            verdict = Verdict.StopsEarly(rendition.Duration, expected);

        await queue.Complete(job, async change =>
        {
            var recording = rendition.Row.RecordingId;
            if (!isEmpty) await RenditionStore.Complete(change, rendition.Row.Id);
            if (verdict is null)
            {
                await Readiness.Consider(change, recording);
                return;
            }

            if (!isEmpty)
                await RecordingStore.Describe(change, recording, (int)rendition.Duration.TotalMilliseconds,
                    source.Picture.Width, source.Picture.Height);
            await RecordingStore.Fail(change, recording, verdict.ToFailure());
        }, stop);
    }
}
