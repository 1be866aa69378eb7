using System.Buffers.Binary;

namespace LessonLens.Media;

/// <summary>
/// When the picture of a segment ends, read from the segment itself: in its playlist ffmpeg adds up how long
/// pictures last on average, which is seconds wrong where that varies.
/// </summary>
internal sealed class SegmentClock(double scale)
{
    // We write the picture before the sound.
    private const uint PictureTrack = 1;

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
        TimeSpan? end = null;
        await using var file = File.OpenRead(segment);
        var header = new byte[8];
        for (long at = 0; at + header.Length <= file.Length;)
        {
            file.Position = at;
            await file.ReadExactlyAsync(header, stop);
            var size = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (size < header.Length || size > file.Length - at) break;
            if (header.AsSpan(4).SequenceEqual("moof"u8))
            {
                var moof = new byte[size - header.Length];
                await file.ReadExactlyAsync(moof, stop);
                foreach (var track in new Mp4Box(moof).Children("traf"))
                    if (End(track) is { } ticks) end = TimeSpan.FromSeconds(ticks / scale);
            }

            at += size;
        }

        return end;
    }

    private static long? End(Mp4Box track)
    {
        if (track.Child("tfhd") is not { } header || header.UInt32(4) != PictureTrack
            || track.Child("tfdt") is not { } begin) return null;
        var usual = Usual(header);
        return track.Children("trun").Aggregate(
            begin.IsWide ? begin.Int64(4) : begin.UInt32(4), (end, run) => end + Length(run, usual));
    }

    // What is left out of a run is said once in the header; each field is there if its flag is.
    private static uint Usual(Mp4Box header)
    {
        var flags = header.UInt32(0);
        var at = 8 + (Has(flags, 1) ? 8 : 0) + (Has(flags, 2) ? 4 : 0);
        return Has(flags, 8) ? header.UInt32(at) : 0;
    }

    private static long Length(Mp4Box run, uint usual)
    {
        var flags = run.UInt32(0);
        var samples = run.UInt32(4);
        if (!Has(flags, 0x100)) return (long)samples * usual;
        var entry = 4 * ((uint[])[0x100, 0x200, 0x400, 0x800]).Count(flag => Has(flags, flag));
        var first = 8 + (Has(flags, 1) ? 4 : 0) + (Has(flags, 4) ? 4 : 0);
        long sum = 0;
        for (var sample = 0; sample < samples; sample++) sum += run.UInt32(first + sample * entry);
        return sum;
    }

    private static bool Has(uint flags, uint flag) => (flags & flag) != 0;
}
