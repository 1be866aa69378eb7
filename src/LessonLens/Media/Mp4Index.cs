using System.Buffers.Binary;

namespace LessonLens.Media;

/// <summary>A picture that can be decoded alone: when it is shown, and where its bytes lie.</summary>
internal sealed record Keyframe(TimeSpan At, long Offset, int Bytes);

/// <summary>
/// What the index of an MP4 file says of its H.264 track: enough to read single pictures of a large file
/// without the rest of it.
/// </summary>
/// <param name="Keyframes">In the order in which they are shown.</param>
/// <param name="DecoderSettings">The <c>avcC</c> box.</param>
/// <param name="Turn">The filter that sets pictures upright; empty when they are.</param>
internal sealed record Mp4Index(IReadOnlyList<Keyframe> Keyframes, byte[] DecoderSettings, string Turn)
{
    // 45 minutes take 1 MB; whatever is much larger is read in the slow and careful way.
    private const int MostIndexBytes = 64 << 20;

    /// <summary>Null when the index is not one of the plain ones that this understands.</summary>
    public static Task<Mp4Index?> Read(string path, uint track, CancellationToken stop) =>
        Ask(path, track, (track, fileLength) => track.Index(fileLength), stop);

    /// <summary>Whether the film leaves out pictures that are in the file; not, as far as we know.</summary>
    public static Task<bool> HidesPictures(string path, uint track, CancellationToken stop) =>
        Ask(path, track, (track, _) => track.HidesPictures(), stop);

    /// <summary>Whether nobody can read the pictures without a key; not, as far as we know.</summary>
    public static Task<bool> IsLocked(string path, uint track, CancellationToken stop) =>
        Ask(path, track, (track, _) => track.IsLocked(), stop);

    private static async Task<T?> Ask<T>(
        string path, uint id, Func<Mp4Track, long, T?> question, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        if (await IndexOf(file, stop) is not { } moov) return default;
        try
        {
            return Mp4Track.Find(moov, id) is { } track ? question(track, file.Length) : default;
        }
        catch (Exception e)
            when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException
                or OverflowException)
        {
            // It contradicts itself. ffmpeg has its own ways with such files.
            return default;
        }
    }

    private static async Task<byte[]?> IndexOf(FileStream file, CancellationToken stop)
    {
        var header = new byte[16];
        for (long at = 0; at + 8 <= file.Length;)
        {
            file.Position = at;
            var length = await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, stop);
            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            var start = size == 1 ? 16 : 8;
            if (size == 1 && length == 16) size = BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8));
            if (size == 0) size = file.Length - at;
            if (size < start || size > file.Length - at) return null;
            if (header.AsSpan(4, 4).SequenceEqual("moov"u8))
            {
                if (size > MostIndexBytes) return null;
                var moov = new byte[size - start];
                file.Position = at + start;
                await file.ReadExactlyAsync(moov, stop);
                return moov;
            }

            at += size;
        }

        return null;
    }
}
