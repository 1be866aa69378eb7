using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace LessonLens.Media;

/// <summary>The outermost boxes of an MP4 file: is its index there, and all the rest?</summary>
public sealed record Mp4Boxes(bool HasIndex, long MissingBytes)
{
    // Real files have a handful, fragmented ones a few for each second; a longer list is somebody's joke.
    private const int MostBoxes = 100_000;

    public static async Task<Mp4Boxes> Read(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var header = new byte[16];
        var hasIndex = false;
        long at = 0;
        for (var count = 0; count < MostBoxes && at < file.Length; count++)
        {
            file.Position = at;
            var length = await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, stop);
            if (length < 8) break;
            var size = Size(header.AsSpan(0, length), file.Length - at);
            hasIndex |= Encoding.ASCII.GetString(header, 4, 4) == "moov" && at + size <= file.Length;
            if (size < 8 || at > long.MaxValue - size) break;
            at += size;
        }
        return new Mp4Boxes(hasIndex, Math.Max(0, at - file.Length));
    }

    // 1: the real size follows in eight bytes. 0: until the end of the file.
    private static long Size(ReadOnlySpan<byte> header, long rest) => ReadUInt32BigEndian(header) switch
    {
        1 when header.Length == 16 => ReadInt64BigEndian(header[8..]),
        0 => rest,
        var size => size,
    };
}
