namespace LessonLens.Media;

/// <summary>Takes small pictures out of a recording and lays them on sheets.</summary>
internal static class ThumbnailMaker
{
    private const string Keyframes = "keyframes.h264";
    private const string Decoded = "decoded.yuv";
    private const string Pictures = "pictures.yuv";

    // So short that decoding up to the exact picture is no wait.
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    // A hundred would keep all others waiting for most of an hour.
    private const int MostSlow = 3;

    public static string Sheet(int number) => $"sheet-{number}.jpg";

    /// <returns>The plan as it could be kept: of each picture, when it is on screen.</returns>
    public static async Task<ThumbnailPlan> Make(
        JobFolder folder, Source source, ThumbnailPlan policy, CancellationToken stop)
    {
        var times = await ByIndex(folder, source, policy, stop)
            ?? await BySeeking(folder, source, policy, stop);
        var plan = policy with { Times = times };
        var result = await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.Path,
            "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", $"{plan.Width}x{plan.Height}",
            "-i", Pictures,
            "-vf", $"tile={plan.Columns}x{plan.Rows}", "-vsync", "passthrough",
            "-q:v", "4", "-f", "image2", "-start_number", "0", Sheet(0).Replace("0", "%d")), stop);
        result.OrThrow();
        return plan;
    }

    /// <summary>
    /// Reads only pictures that can be decoded alone, 23 MB of 3.4 GB: of each time the last before it.
    /// </summary>
    private static async Task<IReadOnlyList<TimeSpan>?> ByIndex(
        JobFolder folder, Source source, ThumbnailPlan plan, CancellationToken stop)
    {
        if (source is not
            {
                Kind: FileKind.Mov, HidesPictures: false,
                Picture: { Codec: "h264", IsInterlaced: false, IsHdr: false }
            })
            return null;
        var recording = folder.File(SafeInput.Name);
        if (await Mp4Index.Read(recording, source.Picture.Track, stop) is not { } index) return null;

        var needed = plan.Times.Select(time => LastAt(index.Keyframes, time)).Distinct().ToList();
        // Too far from each other; in a short recording those between them are soon found.
        if (needed.Count < plan.Times.Count / 2 && source.Duration <= Short) return null;
        if (!await KeyframeFile.Write(recording, index, needed, folder.File(Keyframes), stop)) return null;
        var succeeded = await Try(plan, FfmpegRun.Ffmpeg(folder.Path,
            "-f", "h264", "-protocol_whitelist", "file", "-codec_whitelist", "h264",
            "-max_pixels", $"{SafeInput.MostPixels}", "-i", Keyframes,
            "-vf", $"{index.Turn}scale={plan.Width}:{plan.Height},format=yuv420p", "-vsync", "passthrough",
            "-f", "rawvideo", "-y", Pictures), stop) ?? false;

        var decoded = new FileInfo(folder.File(Pictures));
        // Some cameras' keyframes need what comes before them, and then not all can be decoded.
        var isAll = succeeded && decoded.Exists && decoded.Length == (long)needed.Count * plan.Bytes;
        // Before the first there is none, so it stands for the beginning.
        return isAll ? [TimeSpan.Zero, .. needed.Skip(1).Select(keyframe => keyframe.At)] : null;
    }

    /// <summary>Right for every recording: one seek for each picture, which then says when it is.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> BySeeking(
        JobFolder folder, Source source, ThumbnailPlan plan, CancellationToken stop)
    {
        await using var pictures = File.Create(folder.File(Pictures));
        var times = new List<TimeSpan>();
        var slow = 0;
        foreach (var time in plan.Times.TakeWhile(_ => slow < MostSlow))
        {
            File.Delete(folder.File(Decoded));
            var succeeded = await Try(plan, FfmpegRun.Ffmpeg(folder.Path, [
                "-ss", time.TotalSeconds.ToString("0.###"),
                .. source.Duration > Short ? ["-noaccurate_seek"] : (string[])[],
                .. SafeInput.Arguments(source.Kind),
                "-map", $"0:{source.Picture.Stream}",
                "-vf", $"{VideoFilters.For(source.Picture, plan.Width, plan.Height)},{PictureTime.Filter}",
                "-frames:v", "1", "-vsync", "passthrough", "-f", "rawvideo", Decoded]), stop);
            if (succeeded is null)
            {
                slow++;
                continue;
            }

            var decoded = new FileInfo(folder.File(Decoded));
            // Where a recording is damaged, there is none, and the one before it stays.
            if (!decoded.Exists || decoded.Length != plan.Bytes) continue;
            var shown = times.Count == 0 ? TimeSpan.Zero : time + PictureTime.Read(folder);
            if (times.Count > 0 && shown <= times[^1]) continue;
            times.Add(shown);
            await pictures.WriteAsync(await File.ReadAllBytesAsync(decoded.FullName, stop), stop);
        }

        if (times.Count > 0) return times;
        await pictures.WriteAsync(Black(plan), stop);
        return [TimeSpan.Zero];
    }

    /// <returns>Null when it took too long.</returns>
    private static async Task<bool?> Try(ThumbnailPlan plan, FfmpegRun run, CancellationToken stop)
    {
        try
        {
            return (await Ffmpeg.Run(run with { Limit = plan.Patience }, stop)).Succeeded;
        }
        catch (FfmpegFailed failure) when (!failure.WasKilled)
        {
            return null;
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
