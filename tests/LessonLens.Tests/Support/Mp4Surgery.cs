using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace LessonLens.Tests.Support;

/// <summary>
/// Changes what is in one box of an MP4 file, and the sizes of those around it. Where pictures lie stays as
/// it is, so the index must come last.
/// </summary>
internal static class Mp4Surgery
{
    /// <param name="boxes">The file, or what is in a box.</param>
    /// <param name="path">From the outermost on, such as <c>moov/trak/mdia</c>; of each the first.</param>
    /// <param name="change">From what is in it to what shall be.</param>
    public static byte[] Change(byte[] boxes, string path, Func<byte[], byte[]> change)
    {
        var (name, rest) = path.Split('/', 2) is [var first, var others] ? (first, others) : (path, null);
        var (at, size) = Find(boxes, name);
        var content = boxes[(at + 8)..(at + size)];
        return [.. boxes[..at],
            .. Box(name, rest is null ? change(content) : Change(content, rest, change)),
            .. boxes[(at + size)..]];
    }

    /// <summary>The same, where it keeps its length.</summary>
    public static byte[] Set(byte[] boxes, string path, int at, params uint[] numbers) =>
        Change(boxes, path, content =>
        {
            foreach (var number in numbers)
            {
                WriteUInt32BigEndian(content.AsSpan(at), number);
                at += 4;
            }

            return content;
        });

    /// <summary>Behind all that is in it.</summary>
    public static byte[] Add(byte[] boxes, string path, params byte[] added) =>
        Change(boxes, path, content => [.. content, .. added]);

    public static byte[] Box(string name, params byte[] content) =>
        [.. Number((uint)content.Length + 8), .. Encoding.Latin1.GetBytes(name), .. content];

    public static byte[] Number(params uint[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var each = 0; each < numbers.Length; each++)
            WriteUInt32BigEndian(bytes.AsSpan(4 * each), numbers[each]);
        return bytes;
    }

    /// <summary>Where the first box of that name begins, and how long it is with its header.</summary>
    public static (int At, int Size) Find(ReadOnlySpan<byte> boxes, string name)
    {
        for (var at = 0; at + 8 <= boxes.Length;)
        {
            var size = (int)ReadUInt32BigEndian(boxes[at..]);
            if (boxes.Slice(at + 4, 4).SequenceEqual(Encoding.Latin1.GetBytes(name))) return (at, size);
            if (size < 8) break;
            at += size;
        }

        throw new ArgumentException($"There is no box {name}.", nameof(name));
    }
}
