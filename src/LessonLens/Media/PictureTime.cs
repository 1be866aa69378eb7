using System.Globalization;

namespace LessonLens.Media;

/// <summary>Asks ffmpeg when the picture is that it found after a seek, in seconds from there.</summary>
internal static class PictureTime
{
    private const string Output = "picture-time.txt";

    // It prints something only of pictures that carry something.
    public const string Filter =
        $"metadata=mode=add:key=lesson:value=1,metadata=mode=print:key=lesson:file={Output}";

    public static TimeSpan Read(JobFolder folder)
    {
        const string tag = "pts_time:";
        var path = folder.File(Output);
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault() ?? "" : "";
        var at = line.IndexOf(tag, StringComparison.Ordinal);
        return at >= 0 && double.TryParse(
            line.AsSpan(at + tag.Length), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }
}
