using System.Text;

namespace LessonLens.Media;

/// <summary>Recognises a file by its first bytes.</summary>
public static class Sniffing
{
    private const int HeadLength = 4096;

    public static async Task<FileKind> Kind(string path, CancellationToken stop)
    {
        var head = new byte[HeadLength];
        await using var file = File.OpenRead(path);
        var length = await file.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, stop);
        return Kind(head.AsSpan(0, length));
    }

    public static FileKind Kind(ReadOnlySpan<byte> head) =>
        head.IsEmpty ? FileKind.Empty
        : Video(head) ?? Picture(head) ?? Sound(head) ?? Other(head) ?? FileKind.Unknown;

    private static FileKind? Video(ReadOnlySpan<byte> head) =>
        IsPictureBrand(head) ? FileKind.Picture
        : IsBox(head, "ftyp") || IsBox(head, "moov") || IsBox(head, "mdat") || IsBox(head, "wide")
            || IsBox(head, "free") || IsBox(head, "skip") || IsBox(head, "pnot") ? FileKind.Mov
        : head.StartsWith<byte>([0x1a, 0x45, 0xdf, 0xa3]) ? FileKind.Matroska
        : IsRiff(head, "AVI ") ? FileKind.Avi
        // Packets of 188 bytes; camcorders (.m2ts, .mts) put four bytes of time before each.
        : IsEvery(head, 0, 188) || IsEvery(head, 4, 192) ? FileKind.MpegTs
        : Starts(head, "FLV\u0001") || head.StartsWith<byte>([0x30, 0x26, 0xb2, 0x75])
            || head.StartsWith<byte>([0, 0, 1, 0xba]) ? FileKind.OtherVideo
        : null;

    private static FileKind? Picture(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xff, 0xd8, 0xff]) || head.StartsWith<byte>([0x89, 0x50, 0x4e, 0x47])
            || Starts(head, "GIF8") || Starts(head, "BM") && head.Length > 30 && head[14] is 40 or 108 or 124
            || IsRiff(head, "WEBP") || Starts(head, "II*\0") || Starts(head, "MM\0*")
            ? FileKind.Picture : null;

    private static FileKind? Sound(ReadOnlySpan<byte> head) =>
        Starts(head, "ID3") || Starts(head, "OggS") || Starts(head, "fLaC") || Starts(head, "#!AMR")
            || Starts(head, "FORM") || Starts(head, "caff") || IsRiff(head, "WAVE")
            // The frames of MP3 and of bare AAC begin with eleven or twelve bits set.
            || head.Length > 1 && head[0] == 0xff && (head[1] & 0xe0) == 0xe0 && head[1] < 0xfe
            ? FileKind.Sound : null;

    private static FileKind? Other(ReadOnlySpan<byte> head) =>
        Starts(head, "PK\u0003\u0004") || Starts(head, "Rar!") || Starts(head, "7z") ? FileKind.Archive
        : Starts(head, "%PDF") || head.StartsWith<byte>([0xd0, 0xcf, 0x11, 0xe0]) ? FileKind.Document
        : IsText(head) ? FileKind.Text
        : null;

    private static bool Starts(ReadOnlySpan<byte> head, string text) =>
        head.StartsWith(Encoding.ASCII.GetBytes(text));

    private static bool IsBox(ReadOnlySpan<byte> head, string type) =>
        head.Length >= 8 && head[4..8].SequenceEqual(Encoding.ASCII.GetBytes(type));

    private static bool IsRiff(ReadOnlySpan<byte> head, string form) =>
        Starts(head, "RIFF") && head.Length >= 12 && head[8..12].SequenceEqual(Encoding.ASCII.GetBytes(form));

    // Phones keep photos in the same boxes as films; only the brand tells.
    private static bool IsPictureBrand(ReadOnlySpan<byte> head) =>
        IsBox(head, "ftyp") && head.Length >= 12
        && Encoding.ASCII.GetString(head[8..12]) is "heic" or "heix" or "heim" or "heis" or "mif1" or "avif";

    private static bool IsEvery(ReadOnlySpan<byte> head, int first, int step)
    {
        const byte sync = 0x47;
        if (head.Length < first + 2 * step + 1) return false;
        for (var at = first; at < head.Length; at += step)
            if (head[at] != sync) return false;
        return true;
    }

    // UTF-16 begins with its mark; in all else that people write there are no control characters.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xff, 0xfe]) || head.StartsWith<byte>([0xfe, 0xff])) return true;
        foreach (var letter in head)
            if (letter < 0x20 && !"\t\n\r\f"u8.Contains(letter)) return false;
        return true;
    }
}
