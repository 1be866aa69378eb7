using System.Globalization;
using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>What a command has made of a recording.</summary>
internal sealed class MadeHls(TestFolder folder) : IDisposable
{
    public static async Task<MadeHls> By(
        Func<string, Source, FfmpegRun> command, Task<string> recording)
    {
        var made = new MadeHls(new TestFolder(await recording));
        var (source, _) = await Probe.Look(made.Folder, Stop);
        (await Ffmpeg.Run(command(made.Folder, source!), Stop)).OrThrow();
        return made;
    }

    public string Folder => folder.Path;

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

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
