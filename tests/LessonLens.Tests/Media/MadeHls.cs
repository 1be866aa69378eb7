using System.Globalization;
using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>What a command has made of a recording: one of its renditions.</summary>
internal sealed class MadeHls(TestFolder folder, string kind) : IDisposable
{
    public static async Task<MadeHls> ByCopying(Task<string> recording)
    {
        var folder = new TestFolder(await recording);
        Directory.CreateDirectory(Path.Combine(folder.Path, HlsCopy.Kind));
        var (source, _) = await Probe.Look(folder.Path, Stop);
        (await Ffmpeg.Run(HlsCopy.Command(folder.Path, source!), Stop)).OrThrow();
        return new MadeHls(folder, HlsCopy.Kind);
    }

    /// <param name="recording">To be encoded in all sizes.</param>
    /// <param name="rung">Which of them to look at, from the largest.</param>
    public static async Task<MadeHls> ByEncoding(Task<string> recording, int rung = 0)
    {
        var folder = new TestFolder(await recording);
        var (source, _) = await Probe.Look(folder.Path, Stop);
        var rungs = Ladder.For(source!.Picture, []);
        foreach (var each in rungs) Directory.CreateDirectory(Path.Combine(folder.Path, each.Kind));
        (await Ffmpeg.Run(HlsEncode.Command(folder.Path, source, rungs), Stop)).OrThrow();
        return new MadeHls(folder, rungs[rung].Kind);
    }

    public string Folder => Path.Combine(folder.Path, kind);

    public SegmentList Segments => SegmentList.Read(Folder);

    public string Codecs =>
        LessonLens.Media.Codecs.Of(File.ReadAllBytes(Path.Combine(Folder, HlsOutput.Init)));

    public async Task<(int Width, int Height)> Size()
    {
        var size = (await Ask("stream=width,height")).Split(',')
            .Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToArray();
        return (size[0], size[1]);
    }

    /// <summary>Asks ffprobe about the picture of what was made.</summary>
    public async Task<string> Ask(string entries)
    {
        var asked = await Ffmpeg.Run(FfmpegRun.Ffprobe(Folder,
            "-allowed_extensions", "ALL", "-select_streams", "V", "-show_entries", entries,
            "-of", "csv=p=0", HlsOutput.Playlist), Stop);
        return asked.OrThrow().Output.Split('\n')[0].Trim(',', '\r');
    }

    /// <summary>Which pictures of a luma-coded recording it shows.</summary>
    public Task<IReadOnlyList<int>> Frames() =>
        LumaCode.Frames(Folder, HlsOutput.Playlist, "", "-allowed_extensions", "ALL");

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
