using System.Buffers.Binary;

namespace LessonLens.Media;

/// <summary>
/// Single pictures of an MP4 file as a stream of their own that ffmpeg can read (H.264 Annex B).
/// </summary>
internal static class KeyframeFile
{
    // No camera's is larger; it is held in memory.
    private const int MostBytes = 32 << 20;

    /// <returns>False when the file holds something else there than its index says.</returns>
    public static async Task<bool> Write(
        string recording, Mp4Index index, IReadOnlyList<Keyframe> keyframes, string path,
        CancellationToken stop)
    {
        var settings = index.DecoderSettings;
        if (settings.Length < 7 || !TryParameters(settings, out var parameters)) return false;
        var lengthBytes = (settings[4] & 3) + 1;

        await using var from = File.OpenRead(recording);
        await using var to = File.Create(path);
        foreach (var keyframe in keyframes)
        {
            if (keyframe.Bytes > MostBytes) return false;
            var sample = new byte[keyframe.Bytes];
            from.Position = keyframe.Offset;
            await from.ReadExactlyAsync(sample, stop);
            await to.WriteAsync(parameters, stop);
            if (!TryUnits(sample, lengthBytes, out var units)) return false;
            await to.WriteAsync(units, stop);
        }

        return true;
    }

    /// <summary>
    /// The two lists of parameter sets in an <c>avcC</c> box: five bits of count, then eight.
    /// </summary>
    private static bool TryParameters(ReadOnlySpan<byte> settings, out byte[] parameters)
    {
        using var found = new MemoryStream();
        var at = 5;
        for (var list = 0; list < 2 && at < settings.Length; list++)
        {
            var count = list == 0 ? settings[at] & 31 : settings[at];
            at++;
            for (; count > 0; count--)
            {
                if (!TryUnit(settings, lengthBytes: 2, ref at, found)) break;
            }
        }

        parameters = found.ToArray();
        return parameters.Length > 0;
    }

    private static bool TryUnits(ReadOnlySpan<byte> sample, int lengthBytes, out byte[] units)
    {
        using var found = new MemoryStream(sample.Length + 64);
        var at = 0;
        while (at < sample.Length && TryUnit(sample, lengthBytes, ref at, found))
        {
        }

        units = found.ToArray();
        return at == sample.Length;
    }

    private static bool TryUnit(ReadOnlySpan<byte> bytes, int lengthBytes, ref int at, MemoryStream found)
    {
        if (bytes.Length - at < lengthBytes) return false;
        Span<byte> number = stackalloc byte[4];
        number.Clear();
        bytes.Slice(at, lengthBytes).CopyTo(number[(4 - lengthBytes)..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(number);
        if (length > bytes.Length - at - lengthBytes) return false;
        found.Write([0, 0, 0, 1]);
        found.Write(bytes.Slice(at + lengthBytes, (int)length));
        at += lengthBytes + (int)length;
        return true;
    }
}
