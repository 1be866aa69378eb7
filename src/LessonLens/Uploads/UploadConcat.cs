namespace LessonLens.Uploads;

/// <summary>
/// <c>Upload-Concat</c> (tus 1.0.0, concatenation): "partial", or "final;" and the addresses of the parts in
/// their order.
/// </summary>
public sealed record UploadConcat
{
    private const string Partial = "partial";
    private const string Final = "final;";

    // tus-js-client makes as many as it is told connections; nobody tells it hundreds.
    private const int MostParts = 100;

    /// <summary>The keys of the parts; empty for a part itself.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    public bool IsPart => Parts.Count == 0;

    /// <returns>Null when it is malformed.</returns>
    public static UploadConcat? Parse(string header)
    {
        if (header == Partial) return new UploadConcat { Parts = [] };
        if (!header.StartsWith(Final, StringComparison.Ordinal)) return null;
        var parts = header[Final.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(KeyIn).ToList();
        return parts.Count is 0 or > MostParts || parts.Contains(null)
            ? null : new UploadConcat { Parts = parts! };
    }

    /// <summary>With or without scheme and host, as clients have it.</summary>
    private static string? KeyIn(string address)
    {
        if (!Uri.TryCreate(new Uri("http://here"), address, out var uri)) return null;
        const string before = UploadProtocol.Path + "/";
        var path = uri.AbsolutePath;
        return path.StartsWith(before, StringComparison.Ordinal) && path.Length > before.Length
            ? path[before.Length..] : null;
    }
}
