namespace LessonLens.Media;

/// <summary>The exact names by which a browser decides whether it can play a rendition.</summary>
internal static class Codecs
{
    /// <summary>From the segment that has no pictures but says how to read them.</summary>
    public static string Of(ReadOnlySpan<byte> init)
    {
        var at = init.IndexOf("avcC"u8);
        if (at < 0 || init.Length < at + 8) throw new InvalidDataException("There is no avcC box.");
        // After the box's name and its version: profile, compatibility and level, a byte each.
        var picture = $"avc1.{Convert.ToHexStringLower(init.Slice(at + 5, 3))}";
        return init.IndexOf("mp4a"u8) < 0 ? picture : $"{picture},mp4a.40.2";
    }
}
