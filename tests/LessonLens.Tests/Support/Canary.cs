using LessonLens.Media;

namespace LessonLens.Tests.Support;

/// <summary>
/// A recording that nobody may see in another's: pure magenta and as loud as can be, lying at all places that
/// a hostile file could name.
/// </summary>
internal sealed class Canary(string blob, string beside, int port)
{
    public const string FileName = "canary.mp4";

    /// <summary>As another lesson's recording.</summary>
    public string Blob => blob;

    /// <summary>Beside the blobs and the jobs, with a name that any player takes for a video's.</summary>
    public string File => beside;

    /// <summary>The same as a job sees it, whose folder is two below the data's.</summary>
    public static string FromJobs => $"../../{FileName}";

    /// <summary>A listener that counts who calls.</summary>
    public string Address => $"http://127.0.0.1:{port}/{FileName}";

    public static Task<string> Recording => TestRecordings.Make(FileName,
        "-f lavfi -i color=c=magenta:s=160x90:r=25:d=2 -f lavfi -i sine=frequency=440:duration=2,volume=20 " +
        "-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac");

    /// <summary>Whether a picture is that of the canary, on the whole.</summary>
    public static bool IsShownBy(byte[] colour) => colour is [> 200, < 60, > 200];

    /// <summary>The colour of each picture of a file on the whole: red, green and blue.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="file">Anything that ffmpeg opens.</param>
    /// <param name="options">Before the input.</param>
    public static async Task<IReadOnlyList<byte[]>> ColoursOf(
        string folder, string file, params string[] options)
    {
        using var mine = new TemporaryFolder();
        await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder, [
            "-y", .. options, "-i", file, "-an", "-vf", "scale=1:1:flags=area,format=rgb24",
            "-vsync", "passthrough", "-f", "rawvideo", mine["colours"]])
            with { Sandbox = SandboxLevel.Limits },
            TestContext.Current.CancellationToken);
        return System.IO.File.Exists(mine["colours"])
            ? [.. (await System.IO.File.ReadAllBytesAsync(mine["colours"])).Chunk(3)] : [];
    }
}
