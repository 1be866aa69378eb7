using static System.Buffers.Binary.BinaryPrimitives;

namespace LessonLens.Media;

/// <summary>
/// What a camera writes between its pictures (H.264's SEI messages): camcorders put there where and when they
/// were, and which one they are. Copied pictures bring it along, so it is made unreadable.
/// </summary>
/// <remarks>
/// Overwritten in place: each length stays, and so nothing else in the file moves. A player skips a message
/// that it does not know.
/// </remarks>
internal sealed class CameraRemarks(int lengthBytes)
{
    private const int Remarks = 6;
    private const byte Filling = 0xff;

    /// <param name="init">The segment that says how to read the others.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<CameraRemarks> Of(string init, CancellationToken stop)
    {
        var bytes = await File.ReadAllBytesAsync(init, stop);
        // After the name: version, profile, compatibility and level, then how many bytes say each length.
        var at = bytes.AsSpan().IndexOf("avcC"u8) + 4 + 4;
        return new CameraRemarks((bytes[at] & 3) + 1);
    }

    /// <param name="segment">Ours alone still: it is changed in place.</param>
    /// <param name="stop">Gives up.</param>
    public async Task Blank(string segment, CancellationToken stop)
    {
        await using var file = File.Open(segment, FileMode.Open);
        var fragments = await Mp4Fragment.Read(file, Mp4Fragment.Picture, stop);
        foreach (var run in fragments.SelectMany(fragment => fragment.Runs))
        {
            var at = run.Offset;
            foreach (var sample in run.Samples)
            {
                BlankPicture(file, at, at + sample.Bytes);
                at += sample.Bytes;
            }
        }
    }

    /// <summary>Of each of its parts, which their lengths precede, only the first bytes are read.</summary>
    private void BlankPicture(FileStream file, long at, long end)
    {
        Span<byte> head = stackalloc byte[4 + 1];
        while (at + lengthBytes < end)
        {
            file.Position = at;
            file.ReadExactly(head[^(lengthBytes + 1)..]);
            head[..^(lengthBytes + 1)].Clear();
            at += lengthBytes;
            // A damaged recording's may say anything.
            var length = Math.Min(ReadUInt32BigEndian(head), end - at);
            if ((head[^1] & 0x1f) == Remarks)
            {
                var unit = new byte[length];
                file.Position = at;
                file.ReadExactly(unit);
                BlankUnit(unit);
                file.Position = at;
                file.Write(unit);
            }

            at += length;
        }
    }

    /// <param name="unit">One SEI unit, from its first byte on (ITU-T H.264, 7.3.2.3).</param>
    internal static void BlankUnit(Span<byte> unit)
    {
        // Two zeros are never followed by a small number, or it would look like the beginning of the next
        // unit: a 3 is put between them, which lengths do not count.
        var places = new List<int>();
        for (int at = 1, zeros = 0; at < unit.Length; at++)
        {
            var isBetween = zeros >= 2 && unit[at] == 3;
            zeros = unit[at] == 0 ? zeros + 1 : 0;
            if (!isBetween) places.Add(at);
        }

        // What is left after the last message is one bit and zeros.
        for (var at = 0; at + 2 < places.Count;)
        {
            var kind = Number(unit, places, ref at);
            var length = Number(unit, places, ref at);
            var end = (int)Math.Min(places.Count, at + length);
            if (IsPlayersBusiness(kind)) at = end;
            for (; at < end; at++)
                if (!IsBeforeBetween(unit, places[at])) unit[places[at]] = Filling;
        }
    }

    // When to decode and to show, where to enter, and of which brightness and colours it is.
    private static bool IsPlayersBusiness(long kind) => kind is 0 or 1 or 6 or 45 or 47 or 137 or 144 or 147;

    /// <summary>In steps of up to 255.</summary>
    private static long Number(ReadOnlySpan<byte> unit, List<int> places, ref int at)
    {
        long number = 0;
        while (at < places.Count)
        {
            var step = unit[places[at++]];
            number += step;
            if (step < 0xff) break;
        }

        return number;
    }

    /// <summary>One of two zeros before a 3: it tells nothing, and without it the 3 would count.</summary>
    private static bool IsBeforeBetween(ReadOnlySpan<byte> unit, int at) =>
        unit[(at - 1)..].StartsWith<byte>([0, 0, 3]) || unit[at..].StartsWith<byte>([0, 0, 3]);
}
