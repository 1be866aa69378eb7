using System.Buffers.Binary;

namespace LessonLens.Tests.Support;

/// <summary>Damages a good recording in a way that follows from a seed.</summary>
internal static class Mutation
{
    // Counts, sizes and times that programs forget to think of.
    private static readonly uint[] Odd = [0, 1, 8, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

    // Where a file of this size has what says how to read the rest.
    private const int Head = 2048;

    /// <param name="good">The recording.</param>
    /// <param name="tables">Where its tables begin; they are what is damaged most often.</param>
    /// <param name="seed">The same again gives the same.</param>
    public static byte[] Of(byte[] good, int tables, int seed)
    {
        var random = new Random(seed);
        var bytes = good.ToList();
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 16; times--)
        {
            var at = Place(bytes.Count, tables, random);
            var run = Math.Min(random.Next(1, 400), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: Write(bytes, at, Odd[random.Next(Odd.Length)]); break;
                case 3: for (var each = 0; each < run; each++) bytes[at + each] = 0; break;
                case 4: bytes.RemoveRange(at, run); break;
                case 5: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - run + 1), run)); break;
                default: bytes.RemoveRange(at, (bytes.Count - at) / random.Next(1, 8)); break;
            }
        }

        return [.. bytes];
    }

    private static int Place(int length, int tables, Random random) => random.Next(3) switch
    {
        0 => random.Next(length - 8),
        1 => random.Next(Math.Min(Head, length - 8)),
        _ => random.Next(Math.Min(tables, length - 9), length - 8),
    };

    private static void Write(List<byte> bytes, int at, uint value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, value);
        for (var each = 0; each < four.Length; each++) bytes[at + each] = four[each];
    }
}
