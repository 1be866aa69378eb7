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

    // A key of ours has 8 letters; somebody's own may have more, but nobody has hundreds of them.
    private const int MostKeys = 100;

    public Guid? LessonId { get; init; }
    public string? FileName { get; init; }

    /// <summary>What the client takes it for; the recording itself says later what it is.</summary>
    public string? FileType { get; init; }

    /// <summary>How the owner handled that a pupil must not be recorded.</summary>
    public string? ObjectionsHandled { get; init; }

    /// <returns>Null when it is malformed.</returns>
    public static UploadMetadata? Parse(string header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Length == 0 ? [] : header.Split(','))
        {
            var parts = pair.Trim(' ').Split(' ');
            if (parts is not [{ Length: > 0 } key, ..] || parts.Length > 2) return null;
            var encoded = parts.ElementAtOrDefault(1) ?? "";
            if (!key.All(c => c is > ' ' and <= '~') || Decode(encoded) is not { } value) return null;
            if (!values.TryAdd(key, value) || values.Count > MostKeys) return null;
        }

        return new UploadMetadata
        {
            LessonId = Guid.TryParse(values.GetValueOrDefault("lessonId"), out var id) ? id : null,
            FileName = Readable(values.GetValueOrDefault("filename")),
            FileType = Readable(values.GetValueOrDefault("filetype")),
            ObjectionsHandled = Readable(values.GetValueOrDefault("objectionsHandled")),
        };
    }

    /// <summary>
    /// Plainly no recording, by its owner's own word. Whatever might be one is looked at when it is there.
    /// </summary>
    public bool IsPlainlyNoRecording =>
        FileType?.ToLowerInvariant().Split('/') is [var family, var kind]
        && (family is "image" or "text" or "font"
            || (family == "application" && (kind is "pdf" or "zip" or "json" or "msword" or "rtf"
                || kind.StartsWith("vnd.openxmlformats-", StringComparison.Ordinal)
                || kind.StartsWith("vnd.oasis.opendocument.", StringComparison.Ordinal))));

    private static string? Decode(string base64)
    {
        if (!Base64.IsValid(base64) || base64.Any(char.IsWhiteSpace)) return null;
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
