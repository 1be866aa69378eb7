namespace LessonLens.Media;

/// <summary>
/// When the picture of a segment ends, read from the segment itself: in its playlist ffmpeg adds up how long
/// pictures last on average, which is seconds wrong where that varies.
/// </summary>
/// <param name="scales">Of each track, the picture's first: how many ticks a second has.</param>
internal sealed class SegmentClock(IReadOnlyList<double> scales)
{
    /// <param name="init">The segment that says how to read the others.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<SegmentClock> Of(string init, CancellationToken stop)
    {
        var moov = new Mp4Box(await File.ReadAllBytesAsync(init, stop)).Child("moov");
        var media = moov?.Children("trak").Select(track => track.Child("mdia")?.Child("mdhd")).ToList();
        return media is [not null, ..]
            ? new SegmentClock([.. media.OfType<Mp4Box>().Select(one => one.UInt32(one.IsWide ? 20 : 12))])
            : throw new InvalidDataException("There is no mdhd box.");
    }

    /// <summary>Null when no picture is in it.</summary>
    public Task<TimeSpan?> End(string segment, CancellationToken stop) =>
        End(segment, Mp4Fragment.Picture, stop);

    /// <summary>Null when no sound is in it.</summary>
    public Task<TimeSpan?> SoundEnd(string segment, CancellationToken stop) =>
        End(segment, Mp4Fragment.Sound, stop);

    private async Task<TimeSpan?> End(string segment, uint track, CancellationToken stop)
    {
        await using var file = File.OpenRead(segment);
        return await Mp4Fragment.Read(file, track, stop) is [.., var last]
            ? TimeSpan.FromSeconds(last.End / scales[(int)track - 1]) : null;
    }
}
