using System.Text;

namespace LessonLens.Media;

/// <summary>Reads a pipe to its end (else its writer hangs), and keeps no more than is of use.</summary>
internal static class BoundedText
{
    private const int HeadLength = 4 * 1024 * 1024;
    private const int TailLength = 4 * 1024;

    public static Task<string> Head(StreamReader pipe) =>
        Read(pipe, (kept, block) => kept.Append(block[..Math.Min(block.Length, HeadLength - kept.Length)]));

    public static Task<string> Tail(StreamReader pipe) => Read(pipe, (kept, block) =>
    {
        kept.Append(block);
        if (kept.Length > TailLength) kept.Remove(0, kept.Length - TailLength);
    });

    private static async Task<string> Read(StreamReader pipe, Action<StringBuilder, ReadOnlySpan<char>> keep)
    {
        var kept = new StringBuilder();
        var block = new char[TailLength];
        while (await pipe.ReadAsync(block) is > 0 and var length) keep(kept, block.AsSpan(0, length));
        return kept.ToString();
    }
}
