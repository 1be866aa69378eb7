namespace LessonLens.Media;

/// <summary>
/// When the picture of a segment ends, read from the segment itself: in its playlist ffmpeg adds up how long
/// pictures last on average, which is seconds wrong where that varies.
/// </summary>
internal sealed class SegmentClock(double scale)
{
    /// <param name="init">The segment that says how to read the others.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<SegmentClock> Of(string init, CancellationToken stop)
    {
        var moov = new Mp4Box(await File.ReadAllBytesAsync(init, stop)).Child("moov");
        return moov?.Child("trak")?.Child("mdia")?.Child("mdhd") is { } media
            ? new SegmentClock(media.UInt32(media.IsWide ? 20 : 12))
            : throw new InvalidDataException("There is no mdhd box.");
    }

    /// <summary>Null when no picture is in it.</summary>
    public async Task<TimeSpan?> End(string segment, CancellationToken stop)
    {
        await using var file = File.OpenRead(segment);
        return await Mp4Fragment.Read(file, stop) is [.., var last]
            ? TimeSpan.FromSeconds(last.End / scale) : null;
    }
}
