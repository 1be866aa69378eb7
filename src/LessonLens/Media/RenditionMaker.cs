using System.Diagnostics;
using System.Threading.Channels;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Makes renditions by one command and publishes them while ffmpeg still writes.</summary>
public sealed class RenditionMaker(
    JobQueue queue, RecordingWork work, JobFolders folders, IBlobStore blobs, BlobLedger ledger)
{
    // Once may be chance.
    private const int EnoughAttempts = 2;

    private static readonly TimeSpan BetweenNews = TimeSpan.FromSeconds(1);

    // A picture or two of a lesson are nothing to watch.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);

    internal async Task Make(ClaimedJob job, RenditionPlan plan, CancellationToken stop)
    {
        if (await work.Find(job, job.Subject, stop) is not { } recording) return;
        var (folder, source) = await folders.Open(job, recording, stop);
        using var _ = folder;
        var rungs = plan.Rungs(source);
        var renditions = rungs.Select(rung => Begin(job, folder, recording, rung, plan)).ToList();
        var isDone = true;
        try
        {
            await RunAndPublish(job, plan.Command(folder.Path, source, rungs), renditions,
                reached => plan.Progress(source, reached), stop);
        }
        catch (RecordingFailed) when (plan.IsCopy || job.Attempts >= EnoughAttempts)
        {
            // Again in the same way: it is the file's fault, and judged by what could be made of it.
            isDone = false;
        }
        catch (FfmpegFailed) when (plan.IsCopy && job.Attempts >= EnoughAttempts)
        {
            // Beyond a limit of ours, as with one keyframe for all of it; encoding takes another way.
            isDone = false;
        }

        var verdict = await Judge(source, renditions, stop);
        // What cannot be copied may still be encoded.
        if (plan.IsCopy && (!isDone || verdict == Verdict.Unreadable))
            await queue.Complete(job, change => plan.Next(change, recording.Id), stop);
        else await queue.Complete(job, change => Finish(change, plan, source, renditions, verdict), stop);
    }

    private GrowingRendition Begin(
        ClaimedJob job, JobFolder folder, StoredRecording recording, Rung rung, RenditionPlan plan)
    {
        Directory.CreateDirectory(folder.File(rung.Kind));
        return new GrowingRendition(queue, blobs, ledger, job, folder)
        {
            LessonId = recording.LessonId,
            Together = plan.IsCopy ? 1 : HlsEncode.Together,
            Row = new Rendition
            {
                // A new id at each attempt: its blobs have names that nothing was ever put under.
                Id = Guid.CreateVersion7(),
                RecordingId = recording.Id,
                Kind = rung.Kind,
                State = "growing",
                Width = rung.Width,
                Height = rung.Height,
                Bandwidth = 1,
                Codecs = "",
            },
        };
    }

    private async Task RunAndPublish(
        ClaimedJob job, FfmpegRun run, IReadOnlyList<GrowingRendition> renditions,
        Func<TimeSpan, double> progress, CancellationToken stop)
    {
        var ticks = Channel.CreateBounded<TimeSpan>(new BoundedChannelOptions(1)
        { FullMode = BoundedChannelFullMode.DropOldest });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // Up to there somebody waits; from then on it leaves the processor to others.
        var canWatch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var publishing = Publish(job, ticks.Reader, renditions, progress, canWatch, end);
        FfmpegResult result;
        try
        {
            result = await Ffmpeg.Run(run with
            {
                Progress = at => ticks.Writer.TryWrite(at),
                GentlyAfter = canWatch.Task,
            }, end.Token);
        }
        finally
        {
            ticks.Writer.TryComplete();
            await publishing;
        }

        if (result.IsOurFault) result.OrThrow();
        await PublishNew(job, renditions, progress(result.OutTime), isAll: true, stop);
        if (!result.Succeeded) throw new RecordingFailed(result.Errors);
    }

    // Beside ffmpeg, which must not wait for the disk and the database; but it ends when this cannot go on.
    private async Task Publish(
        ClaimedJob job, ChannelReader<TimeSpan> ticks, IReadOnlyList<GrowingRendition> renditions,
        Func<TimeSpan, double> progress, TaskCompletionSource canWatch, CancellationTokenSource end)
    {
        try
        {
            var sinceNews = Stopwatch.StartNew();
            await foreach (var reached in ticks.ReadAllAsync(end.Token))
            {
                var isBeginning = renditions[0].IsEmpty;
                // Players read the list of renditions once: they begin together or are never known.
                if (!renditions.All(rendition => rendition.HasBegun)) continue;
                if (!isBeginning && sinceNews.Elapsed < BetweenNews) continue;
                await PublishNew(job, renditions, progress(reached), isAll: false, end.Token);
                canWatch.TrySetResult();
                sinceNews.Restart();
            }
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }

    private async Task PublishNew(
        ClaimedJob job, IReadOnlyList<GrowingRendition> renditions, double progress, bool isAll,
        CancellationToken stop)
    {
        foreach (var rendition in renditions) await rendition.PublishNew(isAll, stop);
        await queue.Publish(job, async change =>
        {
            // If it stays less, the judge will say whether that is all.
            if (renditions[^1].Duration >= Least) await RecordingStore.MakePlayable(change, job.Subject);
            await RecordingStore.Progress(change, job.Subject, progress);
        }, stop);
    }

    // Exit codes say nothing (half a file ends with 0), so what was made is measured.
    private static async Task<Verdict?> Judge(
        Source source, IReadOnlyList<GrowingRendition> renditions, CancellationToken stop)
    {
        foreach (var rendition in renditions)
            if (rendition.IsEmpty || !await rendition.EndsWell(stop)) return Verdict.Unreadable;
        var expected = source.Picture.Duration ?? source.Duration;
        var tolerance = TimeSpan.FromSeconds(Math.Max(0.5, expected.TotalSeconds / 100));
        // Where nothing says how long the pictures go on, the last may stay on screen while the sound does.
        var made = renditions.Min(rendition =>
            source.Picture.Duration is null ? rendition.Duration : rendition.LastPictureEnds);
        return made >= expected - tolerance ? (source.LosesSound ? Verdict.SoundUnreadable : null)
            : made < Least ? Verdict.Unreadable : Verdict.StopsEarly(made, expected);
    }

    private static async Task Finish(
        Change change, RenditionPlan plan, Source source, IReadOnlyList<GrowingRendition> renditions,
        Verdict? verdict)
    {
        var recording = renditions[0].Row.RecordingId;
        foreach (var rendition in renditions.Where(one => !one.IsEmpty))
            await RenditionStore.Complete(change, rendition.Row.Id);
        if (verdict != Verdict.Unreadable) await RecordingStore.MakePlayable(change, recording);
        if (verdict is not null)
        {
            var shortest = renditions.Min(rendition => rendition.Duration);
            if (shortest > TimeSpan.Zero)
                await RecordingStore.Describe(change, recording, (int)shortest.TotalMilliseconds,
                    source.Picture.Width, source.Picture.Height);
            await RecordingStore.Fail(change, recording, verdict.ToFailure());
        }

        if (verdict != Verdict.Unreadable) await plan.Next(change, recording);
        await Readiness.Consider(change, recording);
        await RecordingStore.MoveUp(change);
    }
}

/// <summary>
/// A program ended by itself with an error, or what it made cannot be shown: at the second time, the file is
/// to blame.
/// </summary>
internal sealed class RecordingFailed(string said) : Exception($"Could not be made watchable.\n{said}");
