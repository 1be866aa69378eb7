using LessonLens.Blobs;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>A rendition that is being written: brings what ffmpeg has finished to whoever watches.</summary>
internal sealed class GrowingRendition(
    JobQueue queue, IBlobStore blobs, BlobLedger ledger, ClaimedJob job, JobFolder folder)
{
    // The first picture must not wait for others; later ones share the cost of a transaction.
    private const int AtOnce = 8;

    // These come as they are written, so that playing begins at once and goes on.
    private const int Alone = 3;

    // The sound's last packet ends a little after the picture in any segment.
    private static readonly TimeSpan GoesOn = TimeSpan.FromSeconds(0.1);

    private int _published;
    private int _taken;
    private SegmentClock? _clock;
    private CameraRemarks? _remarks;

    public required Rendition Row { get; set; }

    /// <summary>How many of ffmpeg's segments make one of ours.</summary>
    public required int Together { get; init; }

    public required Guid LessonId { get; init; }

    /// <summary>Of all that has been published.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Up to where there are pictures; the last of them stays while the sound goes on.</summary>
    public TimeSpan LastPictureEnds { get; private set; }

    public bool IsEmpty => _published == 0;

    /// <summary>Whether there is something to begin with.</summary>
    public bool HasBegun => !IsEmpty || Written() > 0;

    /// <param name="isAll">ffmpeg writes no more.</param>
    /// <param name="stop">Gives up.</param>
    public async Task PublishNew(bool isAll, CancellationToken stop)
    {
        while (Next(Written(), isAll) is { Count: > 0 } next) await PublishSome(next, stop);
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

    private int Written() => SegmentList.Read(folder.File(Row.Kind)).Durations.Count;

    /// <summary>Of each next segment, of how many of ffmpeg's it is made.</summary>
    private List<int> Next(int written, bool isAll)
    {
        var next = new List<int>();
        for (var taken = _taken; next.Count < (IsEmpty ? 1 : AtOnce); taken += next[^1])
        {
            var size = _published + next.Count < Alone ? 1 : Together;
            var parts = Math.Min(size, written - taken);
            if (parts == 0 || parts < size && !isAll) break;
            next.Add(parts);
        }

        return next;
    }

    private async Task PublishSome(IReadOnlyList<int> next, CancellationToken stop)
    {
        var isFirst = IsEmpty;
        var made = new List<(Segment Segment, string File)>();
        if (isFirst) made.Add((await First(stop), InitFile));
        _clock ??= await SegmentClock.Of(InitFile, stop);
        _remarks ??= await CameraRemarks.Of(InitFile, stop);
        var (end, lastPictureEnds) = (Duration, LastPictureEnds);
        foreach (var parts in next)
        {
            var file = await Join(_taken, parts, stop);
            await _remarks.Blank(file, stop);
            var begun = end;
            end = lastPictureEnds = await _clock.End(file, stop) ?? begun;
            if (await _clock.SoundEnd(file, stop) is { } silent && silent > end + GoesOn) end = silent;
            made.Add((Segment(_published + made.Count + (isFirst ? 0 : 1), end - begun, file), file));
            _taken += parts;
        }

        await ledger.Write(LessonId, [.. made.Select(one => one.Segment.Blob)], stop);
        foreach (var (segment, file) in made) await blobs.PutFile(segment.Blob, file, stop);

        await queue.Publish(job, async change =>
        {
            if (isFirst) await RenditionStore.Begin(change, Row);
            await RenditionStore.Add(change, Row.Id, [.. made.Select(one => one.Segment)]);
        }, stop);
        (Duration, LastPictureEnds) = (end, lastPictureEnds);
        _published += next.Count;
    }

    /// <summary>One after the other: what plays in turn plays as one file, too.</summary>
    private async Task<string> Join(int first, int count, CancellationToken stop)
    {
        if (count == 1) return FileOf(first);
        var path = $"{FileOf(first)}.joined";
        await using var joined = File.Create(path);
        for (var part = first; part < first + count; part++)
        {
            await using var bytes = File.OpenRead(FileOf(part));
            await bytes.CopyToAsync(joined, stop);
        }

        return path;
    }

    /// <summary>The one that says how to read the others; by now ffmpeg has written both.</summary>
    private async Task<Segment> First(CancellationToken stop)
    {
        if (!await OutputProbe.CanBeShown(folder, InitFile, FileOf(0), stop))
            throw new RecordingFailed("What was made cannot be shown.");
        Row = Row with { Codecs = Codecs.Of(await File.ReadAllBytesAsync(InitFile, stop)) };
        return Segment(0, TimeSpan.Zero, InitFile);
    }

    private string InitFile => Path.Combine(folder.File(Row.Kind), HlsOutput.Init);

    private string FileOf(int index) => Path.Combine(folder.File(Row.Kind), SegmentList.FileOf(index));

    private Segment Segment(int number, TimeSpan duration, string file) => new()
    {
        Number = number,
        Blob = BlobNames.Segment(Row.Id, number),
        // Not even the last is nothing, though it may be less than a millisecond.
        DurationMs = number == 0 ? 0 : Math.Max(1, (int)Math.Round(duration.TotalMilliseconds)),
        Bytes = new FileInfo(file).Length,
    };
}
