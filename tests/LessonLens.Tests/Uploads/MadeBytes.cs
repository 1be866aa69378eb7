using System.Security.Cryptography;

namespace LessonLens.Tests.Uploads;

/// <summary>
/// So many bytes, the same for the same seed, made while they are read: as long as one likes.
/// </summary>
internal sealed class MadeBytes(long length, int seed) : ReadOnlyBytes(length)
{
    private const int PageBytes = 1 << 16;
    private readonly byte[] _page = Page(seed);

    /// <summary>The hash of all of it.</summary>
    public static byte[] Sha256(long length, int seed) => SHA256.HashData(new MadeBytes(length, seed));

    public override int Read(byte[] buffer, int offset, int count)
    {
        var (page, at) = Math.DivRem(Position, PageBytes);
        var some = (int)Math.Min(Math.Min(PageBytes - at, count), Length - Position);
        _page.AsSpan((int)at, some).CopyTo(buffer.AsSpan(offset));
        // Each page begins with its number, so that one in the wrong place is noticed.
        for (var i = (int)at; i < Math.Min(8, at + some); i++)
            buffer[offset + i - at] = (byte)(page >> (8 * i));
        Position += some;
        return some;
    }

    private static byte[] Page(int seed)
    {
        var page = new byte[PageBytes];
#pragma warning disable CA5394 // Bytes that can be made again are wanted, not secret ones.
        new Random(seed).NextBytes(page);
#pragma warning restore CA5394
        return page;
    }
}
