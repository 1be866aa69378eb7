using System.Buffers.Binary;

namespace LessonLens.Media;

/// <summary>
/// One fragment of a segment that we made: of one track, when it begins and where it lies.
/// </summary>
/// <param name="Begin">In ticks of the track's clock.</param>
/// <param name="Runs">In their order.</param>
internal sealed record Mp4Fragment(long Begin, IReadOnlyList<Mp4Run> Runs)
{
    // We write the picture before the sound.
    public const uint Picture = 1;
    public const uint Sound = 2;

    public long End => Begin + Runs.Sum(run => run.Samples.Sum(sample => (long)sample.Ticks));

    /// <summary>Up to where the file can be read; what is not as it should be throws.</summary>
    public static async Task<IReadOnlyList<Mp4Fragment>> Read(
        FileStream segment, uint track, CancellationToken stop)
    {
        var fragments = new List<Mp4Fragment>();
        var header = new byte[8];
        for (long at = 0; at + header.Length <= segment.Length;)
        {
            segment.Position = at;
            await segment.ReadExactlyAsync(header, stop);
            var size = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (size < header.Length || size > segment.Length - at) break;
            if (header.AsSpan(4).SequenceEqual("moof"u8))
            {
                var moof = new byte[size - header.Length];
                await segment.ReadExactlyAsync(moof, stop);
                fragments.AddRange(new Mp4Box(moof).Children("traf").Select(one => Of(one, track, at))
                    .OfType<Mp4Fragment>());
            }

            at += size;
        }

        return fragments;
    }

    private static Mp4Fragment? Of(Mp4Box box, uint track, long moof)
    {
        if (box.Child("tfhd") is not { } header || header.UInt32(4) != track
            || box.Child("tfdt") is not { } begin) return null;
        var flags = header.UInt32(0);
        var at = 8 + (Has(flags, 1) ? 8 : 0) + (Has(flags, 2) ? 4 : 0);
        var usual = new Mp4Sample(
            Has(flags, 8) ? header.UInt32(at) : 0,
            Has(flags, 0x10) ? header.UInt32(at + (Has(flags, 8) ? 4 : 0)) : 0);
        var from = Has(flags, 1) ? header.Int64(8) : moof;
        return new Mp4Fragment(begin.IsWide ? begin.Int64(4) : begin.UInt32(4),
            [.. box.Children("trun").Select(run => Run(run, from, usual))]);
    }

    // What is left out of a run is said once in the header; each field is there if its flag is.
    private static Mp4Run Run(Mp4Box run, long from, Mp4Sample usual)
    {
        var flags = run.UInt32(0);
        var entry = 4 * ((uint[])[0x100, 0x200, 0x400, 0x800]).Count(flag => Has(flags, flag));
        var first = 8 + (Has(flags, 1) ? 4 : 0) + (Has(flags, 4) ? 4 : 0);
        var samples = new Mp4Sample[run.UInt32(4)];
        for (var sample = 0; sample < samples.Length; sample++)
        {
            var at = first + sample * entry;
            samples[sample] = new Mp4Sample(
                Has(flags, 0x100) ? run.UInt32(at) : usual.Ticks,
                Has(flags, 0x200) ? run.UInt32(at + (Has(flags, 0x100) ? 4 : 0)) : usual.Bytes);
        }

        return new Mp4Run(from + (Has(flags, 1) ? run.Int32(8) : 0), samples);
    }

    private static bool Has(uint flags, uint flag) => (flags & flag) != 0;
}

/// <param name="Offset">Of the first, in the file; each begins where the one before it ends.</param>
/// <param name="Samples">One picture each.</param>
internal sealed record Mp4Run(long Offset, IReadOnlyList<Mp4Sample> Samples);

/// <param name="Ticks">How long it lasts, by the track's clock.</param>
/// <param name="Bytes">How large it is.</param>
internal sealed record Mp4Sample(uint Ticks, uint Bytes);
