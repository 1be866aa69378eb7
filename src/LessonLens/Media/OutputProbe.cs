namespace LessonLens.Media;

/// <summary>Looks at what we made ourselves, before anybody else does.</summary>
internal static class OutputProbe
{
    private const string Name = "check.mp4";

    /// <summary>Whether a picture can be decoded from this segment, read after the first.</summary>
    public static async Task<bool> CanBeShown(
        JobFolder folder, string init, string segment, CancellationToken stop)
    {
        await using (var joined = File.Create(folder.File(Name)))
        {
            foreach (var part in (string[])[init, segment])
            {
                await using var bytes = File.OpenRead(part);
                await bytes.CopyToAsync(joined, stop);
            }
        }

        return HasPicture(await Look(folder, Name, stop));
    }

    /// <summary>Of the picture; null when it cannot be shown.</summary>
    public static async Task<TimeSpan?> LengthOf(JobFolder folder, string name, CancellationToken stop)
    {
        var said = await Look(folder, name, stop);
        return HasPicture(said) && said!.Streams!.First(stream => stream.IsPicture).Duration is { } seconds
            ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static async Task<ProbeJson?> Look(JobFolder folder, string name, CancellationToken stop)
    {
        var probed = await Ffmpeg.Run(FfmpegRun.Ffprobe(folder.Path,
            "-f", "mov", "-protocol_whitelist", "file", "-i", name,
            "-show_entries", ProbeJson.Entries, "-of", "json"), stop);
        return ProbeJson.Parse(probed.Output);
    }

    private static bool HasPicture(ProbeJson? said) =>
        said?.Streams?.FirstOrDefault(stream => stream.IsPicture)
            is { CodecName: "h264", PixFmt: "yuv420p" or "yuvj420p", Width: > 0, Height: > 0 };
}
