using System.Globalization;

namespace LessonLens.Media;

/// <summary>Looks at the recording in a job's folder: a <see cref="Source"/>, or why not.</summary>
public static class Probe
{
    // In seconds. What is said and how lips move may be so far apart that nobody sees it (ITU-R BT.1359).
    private const double Together = 0.1;

    private static readonly TimeSpan Joined = TimeSpan.FromSeconds(1);

    public static async Task<(Source? Source, Verdict? Verdict)> Look(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, SafeInput.Name);
        var kind = await Sniffing.Kind(path, stop);
        if (Verdict.OfKind(kind) is { } verdict) return (null, verdict);
        if (kind == FileKind.Mov && await Mp4Boxes.Read(path, stop) is { HasIndex: false } boxes)
            return (null, boxes.MissingBytes > 0 ? Verdict.CutOff : Verdict.IndexMissing);

        try
        {
            return await Look(folder, kind, stop);
        }
        catch (FfmpegFailed failure) when (!failure.WasKilled)
        {
            // Beyond its limits: whatever keeps a probe busy for so long is no lesson.
            return (null, Verdict.Unreadable);
        }
    }

    private static async Task<(Source?, Verdict?)> Look(string folder, FileKind kind, CancellationToken stop)
    {
        var probed = await Ask(folder, kind, [], stop);
        var strangers = SafeInput.Strangers(probed.Errors);
        if (ProbeJson.Parse(probed.Output) is null && strangers.Count > 0)
            probed = await Ask(folder, kind, strangers, stop);
        var said = ProbeJson.Parse(probed.Output);
        var pictures = said?.Streams?.Where(stream => stream.IsPicture).ToList();
        // A cover may be a track like others; it is not the one that is marked to be shown.
        var picture = pictures?.Where(stream => stream.IsReadable).MaxBy(stream => stream.IsDefault)
            ?? pictures?.FirstOrDefault();
        var sound = said?.Streams?.FirstOrDefault(stream => stream is { IsSound: true, IsReadable: true });
        if (OfStreams(probed, said, picture, sound) is { } verdict) return (null, verdict);
        var path = Path.Combine(folder, SafeInput.Name);
        // ffprobe calls its codec by name as if it could be read.
        if (kind == FileKind.Mov && await Mp4Index.IsLocked(path, picture!.Track, stop))
            return (null, Verdict.Locked);

        var start = TimeSpan.FromSeconds(said!.Format?.StartTime ?? 0);
        TimeSpan? announced = Seconds(End(kind, said.Format, picture!, sound)) is { } end
            ? Length(kind, start, end) : null;
        // Of a camcorder's parts that were joined, each has a clock of its own: only reading all of it tells.
        var duration = announced is { } length && kind != FileKind.MpegTs
            ? length : await UpToLastPacket(folder, kind, picture!, sound, stop);
        if (duration <= TimeSpan.Zero) return (null, Verdict.Unreadable);
        if (duration > SafeInput.Longest) return (null, Verdict.TooLong);
        return (new Source(kind, duration, Picture(picture!), Sound(sound))
        {
            Start = start,
            Strangers = strangers,
            Jumps = announced is { } one && (duration - one).Duration() > Joined,
            BeginsInPart = sound is not null
                && Math.Abs((picture!.StartTime ?? 0) - (sound.StartTime ?? 0)) > Together,
            LosesSound = sound is null && said.Streams!.Any(stream => stream.IsSound),
            HidesPictures = kind == FileKind.Mov
                && await Mp4Index.HidesPictures(path, picture!.Track, stop),
        }, null);
    }

    private static Task<FfmpegResult> Ask(
        string folder, FileKind kind, IReadOnlyList<string> strangers, CancellationToken stop) =>
        Ffmpeg.Run(FfmpegRun.Ffprobe(folder, [
            .. SafeInput.ProbeArguments(kind, strangers),
            "-show_entries", ProbeJson.Entries, "-of", "json"]), stop);

    private static Verdict? OfStreams(
        FfmpegResult probed, ProbeJson? said, ProbeJson.Stream? picture, ProbeJson.Stream? sound)
    {
        bool Says(string words) => probed.Errors.Contains(words, StringComparison.Ordinal);

        return Says("exceeds specified max pixel count") ? Verdict.PictureTooLarge
            : Says("Number of streams exceeds") ? Verdict.TooManyTracks
            : picture is null ? (sound is null ? Verdict.Unreadable : Verdict.NoPicture)
            : !picture.IsReadable ? Verdict.UnknownCodec
            : (long)picture.Width * picture.Height > SafeInput.MostPixels ? Verdict.PictureTooLarge
            // ffprobe tried to decode some pictures; without any it knows no size and no colours.
            : picture is { PixFmt: null or "unknown" } or { Width: 0 } or { Height: 0 } ? Verdict.Unreadable
            : null;
    }

    /// <summary>
    /// A film may say anything of its length as a whole; of its tracks ffmpeg adds up the pictures.
    /// </summary>
    private static double? End(
        FileKind kind, ProbeJson.FormatPart? film, ProbeJson.Stream picture, ProbeJson.Stream? sound) =>
        kind == FileKind.Mov && picture.End > 0
            ? Math.Min(film?.Duration ?? double.MaxValue, Math.Max(picture.End.Value, sound?.End ?? 0))
            : film?.Duration;

    // These two say when the film ends, and not how long it lasts.
    private static TimeSpan Length(FileKind kind, TimeSpan start, TimeSpan end) =>
        kind is FileKind.Mov or FileKind.Matroska && start > TimeSpan.Zero && start < end ? end - start : end;

    private static TimeSpan? Seconds(double? seconds) =>
        seconds is > 0 and < 1e7 ? TimeSpan.FromSeconds(seconds.Value) : null;

    // A browser writes WebM before it knows the end; copying to nowhere reads up to the last packet, which of
    // hours from a slow disk takes minutes.
    private static async Task<TimeSpan> UpToLastPacket(
        string folder, FileKind kind, ProbeJson.Stream picture, ProbeJson.Stream? sound,
        CancellationToken stop)
    {
        var read = await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder, [
            .. SafeInput.Arguments(kind),
            "-map", $"0:{picture.Index}", .. sound is null ? [] : (string[])["-map", $"0:{sound.Index}"],
            "-c", "copy", "-f", "null", "-"]) with { Limit = TimeSpan.FromMinutes(5) }, stop);
        return read.OutTime;
    }

    private static Picture Picture(ProbeJson.Stream stream)
    {
        var shape = Ratio(stream.SampleAspectRatio, ':', whenUnknown: 1);
        var isDistorted = shape is < 1 / 8.0 or > 8;
        var width = isDistorted ? stream.Width : (int)Math.Round(stream.Width * shape);
        var isOnItsSide = Math.Abs(stream.Rotation) % 180 is > 45 and < 135;
        return new Picture(
            stream.Index, stream.CodecName!, stream.PixFmt!,
            Width: isOnItsSide ? stream.Height : width,
            Height: isOnItsSide ? width : stream.Height)
        {
            Track = stream.Track,
            IsTurned = stream.Rotation != 0,
            IsDistorted = isDistorted,
            IsInterlaced = stream.FieldOrder is "tt" or "bb" or "tb" or "bt",
            FrameRate = Ratio(stream.AvgFrameRate, '/', whenUnknown: 0),
            Duration = Seconds(stream.Duration),
            ColourTransfer = stream.ColorTransfer,
        };
    }

    private static Sound? Sound(ProbeJson.Stream? stream) =>
        stream is null ? null : new Sound(stream.Index, stream.CodecName!, stream.Profile);

    private static double Ratio(string? text, char between, double whenUnknown) =>
        text?.Split(between) is [var a, var b]
        && double.TryParse(a, CultureInfo.InvariantCulture, out var up) && up > 0
        && double.TryParse(b, CultureInfo.InvariantCulture, out var down) && down > 0
            ? up / down : whenUnknown;
}
