using System.Text.Json;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A rendition as a player gets it, all of its bytes one after the other.</summary>
internal sealed class ServedRendition : IDisposable
{
    private const string Name = "served.mp4";
    private readonly TemporaryFolder _folder = new();

    private ServedRendition(string playlist) => Seconds = Watching.Seconds(playlist);

    /// <summary>As the playlist says.</summary>
    public double Seconds { get; }

    public required byte[] Bytes { get; init; }

    public static async Task<IReadOnlyList<ServedRendition>> AllOf(Watching watching)
    {
        var all = new List<ServedRendition>();
        for (var number = 0; number < (await watching.RenditionNames()).Count; number++)
        {
            var playlist = await watching.Rendition(number);
            using var bytes = new MemoryStream();
            foreach (var name in (string[])[Watching.Init(playlist), .. Watching.Segments(playlist)])
            {
                using var answer = await watching.Get(name);
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(bytes, Stop);
            }

            var served = new ServedRendition(playlist) { Bytes = bytes.ToArray() };
            await File.WriteAllBytesAsync(served._folder[Name], served.Bytes, Stop);
            all.Add(served);
        }

        return all;
    }

    /// <summary>What ffprobe says of its streams, the picture's first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Streams()
    {
        var asked = await Ffmpeg.Run(FfmpegRun.Ffprobe(
            _folder.Path, "-show_entries", "stream:stream_tags:format_tags", "-of", "json", Name), Stop);
        return [.. JsonDocument.Parse(asked.OrThrow().Output).RootElement.GetProperty("streams")
            .EnumerateArray().OrderBy(stream => stream.GetProperty("codec_type").GetString() != "video")];
    }

    /// <summary>Which pictures of a luma-coded recording it shows, and when each begins.</summary>
    public async Task<IReadOnlyList<(double At, int Number)>> Frames()
    {
        var frames = await LumaCode.TimedFrames(_folder.Path, Name, "-ignore_editlist", "1");
        // ffmpeg reads all of them late by what the pictures' order costs; browsers go by what is written.
        var late = frames[0].At - Begin();
        return [.. frames.Select(frame => (frame.At - late, frame.Number))];
    }

    /// <summary>When the first picture is shown, as it is written in the first segment.</summary>
    private double Begin()
    {
        var boxes = new Mp4Box(Bytes);
        var media = boxes.Child("moov")!.Value.Child("trak")!.Value.Child("mdia")!.Value.Child("mdhd")!.Value;
        var track = boxes.Child("moof")!.Value.Child("traf")!.Value;
        var begin = track.Child("tfdt")!.Value;
        var run = track.Child("trun")!.Value;
        var flags = run.UInt32(0);
        bool Has(uint flag) => (flags & flag) != 0;
        int Length(params uint[] fields) => 4 * fields.Count(Has);
        var delay = Has(0x800) ? run.Int32(8 + Length(1, 4, 0x100, 0x200, 0x400)) : 0;
        return (begin.Int64(4) + delay) / (double)media.UInt32(media.IsWide ? 20 : 12);
    }

    /// <summary>Brightness and colour (Y, U, V) in the middle of each of the seven large bars.</summary>
    public async Task<IReadOnlyList<int>> Colours() => await Bars.Of(_folder.Path, Name);

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

/// <summary>The colours of a test picture.</summary>
internal static class Bars
{
    private const int Width = 320, Height = 180;

    public static async Task<IReadOnlyList<int>> Of(string folder, string file)
    {
        using var mine = new TemporaryFolder();
        (await Ffmpeg.Run(FfmpegRun.Ffmpeg(mine.Path,
            "-i", Path.Combine(folder, file), "-frames:v", "1", "-an", "-pix_fmt", "yuv444p",
            "-f", "rawvideo", "bars.yuv") with { Sandbox = SandboxLevel.Limits },
            TestContext.Current.CancellationToken)).OrThrow();
        var bytes = await File.ReadAllBytesAsync(mine["bars.yuv"], TestContext.Current.CancellationToken);
        // A bar is 34 wide, after a grey one of 40.
        return [.. from bar in Enumerable.Range(0, 7)
            from plane in Enumerable.Range(0, 3)
            select (int)bytes[plane * Width * Height + Height / 4 * Width + 57 + 34 * bar]];
    }
}
