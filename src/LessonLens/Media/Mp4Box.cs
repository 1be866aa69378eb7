using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace LessonLens.Media;

/// <summary>
/// The content of one box of an MP4 file's index (ISO 14496-12). Reading beyond its end throws.
/// </summary>
internal readonly struct Mp4Box(ReadOnlyMemory<byte> bytes)
{
    public ReadOnlyMemory<byte> Bytes => bytes;
    public int Length => bytes.Length;

    public uint UInt32(int at) => ReadUInt32BigEndian(bytes.Span[at..]);
    public int Int32(int at) => ReadInt32BigEndian(bytes.Span[at..]);
    public long Int64(int at) => ReadInt64BigEndian(bytes.Span[at..]);

    /// <summary>In boxes that come in two versions, the second has some numbers of 64 bits.</summary>
    public bool IsWide => bytes.Span[0] == 1;

    /// <summary>How many entries a table has: never more than there is room for.</summary>
    public int Count(int at, int entryBytes)
    {
        var count = UInt32(at);
        if (count > (Length - at - 4) / entryBytes) throw new InvalidDataException("A table ends too early.");
        return (int)count;
    }

    public Mp4Box From(int at) => new(bytes[at..]);

    public Mp4Box? Child(string type) =>
        Children(type) is { Count: > 0 } children ? children[0] : null;

    public IReadOnlyList<Mp4Box> Children(string type)
    {
        var name = Encoding.ASCII.GetBytes(type);
        var found = new List<Mp4Box>();
        for (var at = 0; at + 8 <= Length;)
        {
            var size = UInt32(at);
            if (size < 8 || size > Length - at) break;
            if (bytes.Span.Slice(at + 4, 4).SequenceEqual(name))
                found.Add(new(bytes.Slice(at + 8, (int)size - 8)));
            at += (int)size;
        }

        return found;
    }
}
