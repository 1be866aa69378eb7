using System.Buffers.Text;
using System.Text;

namespace LessonLens.Uploads;

/// <summary>
/// The header <c>Upload-Metadata</c> (tus 1.0.0, creation): pairs of an ASCII key and a base64 value, by
/// commas. Hostile input: what it says becomes words on a page, never a path or a header.
/// </summary>
public sealed record UploadMetadata
{
    private const int LongestName = 255;

    public Guid? LessonId { get; init; }
    public string? FileName { get; init; }

    /// <returns>Null when it is malformed.</returns>
    public static UploadMetadata? Parse(string header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Trim().Split(' ');
            if (parts is not [{ Length: > 0 } key, ..] || parts.Length > 2) return null;
            var encoded = parts.ElementAtOrDefault(1) ?? "";
            if (!Ascii.IsValid(key) || Decode(encoded) is not { } value) return null;
            if (!values.TryAdd(key, value)) return null;
        }

        return new UploadMetadata
        {
            LessonId = Guid.TryParse(values.GetValueOrDefault("lessonId"), out var id) ? id : null,
            FileName = Readable(values.GetValueOrDefault("filename")),
        };
    }

    private static string? Decode(string base64)
    {
        if (!Base64.IsValid(base64)) return null;
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }

    private static string? Readable(string? name)
    {
        var readable = string.Concat(
            (name ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim();
        if (readable.Length > LongestName) readable = readable[..LongestName];
        return readable.Length == 0 ? null : readable;
    }
}
