using LessonLens.Blobs;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>A rendition that is being written: brings what ffmpeg has finished to whoever watches.</summary>
internal sealed class GrowingRendition(
    JobQueue queue, IBlobStore blobs, BlobLedger ledger, ClaimedJob job, JobFolder folder)
{
    // The first picture must not wait for others; later ones share the cost of a transaction.
    private const int AtOnce = 8;

    private int _published;

    public required Rendition Row { get; set; }

    public required Guid LessonId { get; init; }

    /// <summary>Of all that has been published.</summary>
    public TimeSpan Duration { get; private set; }

    public bool IsEmpty => _published == 0;

    /// <summary>Whether there is something to begin with.</summary>
    public bool HasBegun => !IsEmpty || Written().Count > 0;

    public async Task PublishNew(CancellationToken stop)
    {
        var durations = Written();
        while (_published < durations.Count)
            await PublishSome([.. durations.Skip(_published).Take(IsEmpty ? 1 : AtOnce)], stop);
    }

    /// <summary>Whether the last segment can be shown.</summary>
    public async Task<bool> EndsWell(CancellationToken stop)
    {
        var (init, last) = (folder.File("first-check"), folder.File("last-check"));
        await blobs.Fetch(BlobNames.Segment(Row.Id, 0), init, stop);
        await blobs.Fetch(BlobNames.Segment(Row.Id, _published), last, stop);
        var endsWell = await OutputProbe.CanBeShown(folder, init, last, stop);
        File.Delete(init);
        File.Delete(last);
        return endsWell;
    }

    private IReadOnlyList<TimeSpan> Written() => SegmentList.Read(folder.File(Row.Kind)).Durations;

    private async Task PublishSome(TimeSpan[] durations, CancellationToken stop)
    {
        var isFirst = IsEmpty;
        var segments = durations.Select((each, index) => Segment(_published + index + 1, each)).ToList();
        if (isFirst) segments.Insert(0, await First(stop));

        await ledger.Write(LessonId, [.. segments.Select(segment => segment.Blob)], stop);
        foreach (var segment in segments) await blobs.PutFile(segment.Blob, FileOf(segment.Number), stop);

        await queue.Publish(job, async change =>
        {
            if (isFirst) await RenditionStore.Begin(change, Row);
            await RenditionStore.Add(change, Row.Id, segments);
        }, stop);
        Duration = durations.Aggregate(Duration, (sum, next) => sum + next);
        _published += durations.Length;
    }

    /// <summary>The one that says how to read the others; by now ffmpeg has written both.</summary>
    private async Task<Segment> First(CancellationToken stop)
    {
        if (!await OutputProbe.CanBeShown(folder, FileOf(0), FileOf(1), stop))
            throw new JobFailed("What was made cannot be shown.");
        Row = Row with { Codecs = Codecs.Of(await File.ReadAllBytesAsync(FileOf(0), stop)) };
        return Segment(0, TimeSpan.Zero);
    }

    // ffmpeg counts from 0 what we count from 1: our 0 is the first segment.
    private string FileOf(int number) => Path.Combine(
        folder.File(Row.Kind), number == 0 ? HlsOutput.Init : SegmentList.FileOf(number - 1));

    private Segment Segment(int number, TimeSpan duration) => new()
    {
        Number = number,
        Blob = BlobNames.Segment(Row.Id, number),
        // Not even the last is nothing, though it may be less than a millisecond.
        DurationMs = number == 0 ? 0 : Math.Max(1, (int)Math.Round(duration.TotalMilliseconds)),
        Bytes = new FileInfo(FileOf(number)).Length,
    };
}
