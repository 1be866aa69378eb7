namespace LessonLens.Media;

/// <summary>Takes small pictures out of a recording and lays them on sheets.</summary>
internal static class ThumbnailMaker
{
    private const string Keyframes = "keyframes.h264";
    private const string Decoded = "decoded.yuv";
    private const string Pictures = "pictures.yuv";

    // So short that decoding up to the exact picture is no wait.
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    public static string Sheet(int number) => $"sheet-{number}.jpg";

    public static async Task Make(JobFolder folder, Source source, ThumbnailPlan plan, CancellationToken stop)
    {
        if (!await ByIndex(folder, source, plan, stop)) await BySeeking(folder, source, plan, stop);
        var result = await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.Path,
            "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", $"{plan.Width}x{plan.Height}",
            "-i", Pictures,
            "-vf", $"tile={plan.Columns}x{plan.Rows}", "-vsync", "passthrough",
            "-q:v", "4", "-f", "image2", "-start_number", "0", Sheet(0).Replace("0", "%d")), stop);
        result.OrThrow();
    }

    /// <summary>
    /// Reads only the pictures that can be decoded alone, 23 MB of 3.4 GB. Each cue shows the last of them
    /// that was there when it starts.
    /// </summary>
    private static async Task<bool> ByIndex(
        JobFolder folder, Source source, ThumbnailPlan plan, CancellationToken stop)
    {
        if (source is not
            { Kind: FileKind.Mov, Picture: { Codec: "h264", IsInterlaced: false, IsHdr: false } })
            return false;
        var recording = folder.File(SafeInput.Name);
        if (await Mp4Index.Read(recording, source.Picture.Stream, stop) is not { } index) return false;

        var shown = plan.Times.Select(time => LastAt(index.Keyframes, time)).ToList();
        var needed = shown.Distinct().ToList();
        if (!await KeyframeFile.Write(recording, index, needed, folder.File(Keyframes), stop)) return false;
        var result = await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.Path,
            "-f", "h264", "-protocol_whitelist", "file", "-codec_whitelist", "h264",
            "-max_pixels", $"{SafeInput.MostPixels}", "-i", Keyframes,
            "-vf", $"{index.Turn}scale={plan.Width}:{plan.Height},format=yuv420p", "-vsync", "passthrough",
            "-f", "rawvideo", Decoded), stop);

        var decoded = new FileInfo(folder.File(Decoded));
        // Some cameras' keyframes need what comes before them, and then not all can be decoded.
        var due = (long)needed.Count * plan.Bytes;
        if (!result.Succeeded || !decoded.Exists || decoded.Length != due) return false;
        var bytes = await File.ReadAllBytesAsync(decoded.FullName, stop);
        await using var pictures = File.Create(folder.File(Pictures));
        foreach (var keyframe in shown)
            await pictures.WriteAsync(
                bytes.AsMemory(needed.IndexOf(keyframe) * plan.Bytes, plan.Bytes), stop);
        return true;
    }

    /// <summary>Right for every recording: one seek for each picture.</summary>
    private static async Task BySeeking(
        JobFolder folder, Source source, ThumbnailPlan plan, CancellationToken stop)
    {
        await using var pictures = File.Create(folder.File(Pictures));
        // Where a recording is damaged, the picture before it stays; at its very start, there is none.
        var last = Black(plan);
        foreach (var time in plan.Times)
        {
            File.Delete(folder.File(Decoded));
            await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.Path, [
                "-ss", time.TotalSeconds.ToString("0.###"),
                .. source.Duration > Short ? ["-noaccurate_seek"] : (string[])[],
                .. SafeInput.Arguments(source.Kind),
                "-map", $"0:{source.Picture.Stream}",
                "-vf", VideoFilters.For(source.Picture, plan.Width, plan.Height),
                "-frames:v", "1", "-f", "rawvideo", Decoded]), stop);
            var decoded = new FileInfo(folder.File(Decoded));
            if (decoded.Exists && decoded.Length == plan.Bytes)
                last = await File.ReadAllBytesAsync(decoded.FullName, stop);
            await pictures.WriteAsync(last, stop);
        }
    }

    private static Keyframe LastAt(IReadOnlyList<Keyframe> keyframes, TimeSpan time)
    {
        // Times are rounded to the track's own clock.
        var grace = TimeSpan.FromMilliseconds(1);
        var after = keyframes.TakeWhile(keyframe => keyframe.At <= time + grace).Count();
        return keyframes[Math.Max(0, after - 1)];
    }

    private static byte[] Black(ThumbnailPlan plan)
    {
        var picture = new byte[plan.Bytes];
        picture.AsSpan(0, plan.Width * plan.Height).Fill(16);
        picture.AsSpan(plan.Width * plan.Height).Fill(128);
        return picture;
    }
}
