using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Media;

namespace LessonLens.Tests.Support;

/// <summary>Recordings of all kinds, made by ffmpeg when a test asks, kept for the next run.</summary>
public static class TestRecordings
{
    private static readonly string Folder = Directory
        .CreateDirectory(Path.Combine(Path.GetTempPath(), "lessonlens-test-recordings")).FullName;

    private static readonly ConcurrentDictionary<string, Task<string>> Made = [];

    /// <summary>As most phones and cameras write it; its index is at the end.</summary>
    public static Task<string> Lesson => Make("lesson.mp4", $"{Picture()} {Tone()} {H264} -c:a aac");

    public static Task<string> IndexFirst =>
        Make("index-first.mp4", $"{Picture()} {Tone()} {H264} -c:a aac -movflags +faststart");

    public static Task<string> Silent => Make("silent.mp4", $"{Picture(seconds: 8)} {H264}");

    public static async Task<string> Turned() =>
        await Make("turned.mp4", $"-i {await Lesson} -c copy -metadata:s:v rotate=90");

    /// <summary>Long enough to be watched while it is still being made.</summary>
    public static async Task<string> LongAndTurned() =>
        await Make("long-turned.mp4", $"-stream_loop 5 -i {await Lesson} -c copy -metadata:s:v rotate=90");

    /// <summary>
    /// 20 s at 30 a second; the brightness of each picture tells its number (see LumaCode).
    /// </summary>
    public static Task<string> Luma(int width = 640, int height = 360) => Make($"luma-{width}x{height}.mp4",
        $"{LumaPicture(width, height)} {Tone()} {H264} -qp 4 -c:a aac");

    public static async Task<string> LumaTurned(int degrees) => await Make(
        $"luma-turned-{degrees}.mp4", $"-i {await Luma()} -c copy -metadata:s:v rotate={degrees}");

    /// <summary>Neither H.264 nor MP4, and its clock does not begin at 0.</summary>
    public static Task<string> LumaTransportStream => Make("luma.ts",
        $"{LumaPicture(320, 180)} {Tone()} -c:v mpeg2video -q:v 2 -g 15 -c:a mp2 -f mpegts");

    /// <summary>As phones do in the dark: pictures of different lengths.</summary>
    public static Task<string> LumaVariable => Make("luma-variable.mp4",
        $"{LumaPicture(640, 360)} {Tone()} -vf select='not(mod(n\\,7))+not(mod(n\\,5))' -vsync vfr " +
        $"{H264} -qp 4 -c:a aac");

    /// <summary>
    /// Four seconds of silence, then a tone for four; the sound's track begins after the picture's.
    /// </summary>
    public static Task<string> LateTone => Make("late-tone.mp4",
        $"{Picture("320x180", 8)} -itsoffset 2 -f lavfi " +
        "-i sine=frequency=440:duration=6,volume=0:enable='lt(t\\,2)' " +
        $"-map 0:v -map 1:a {H264} -c:a aac");

    /// <summary>Longer than what a page fetches ahead.</summary>
    public static Task<string> LongLesson => Make("long.mp4",
        $"{Picture("160x90", 125)} {Tone(125)} {H264} -c:a aac");

    /// <summary>As long as a lesson.</summary>
    public static async Task<string> FullLesson() =>
        await Make("full.mp4", $"-stream_loop 21 -i {await LongLesson} -c copy");

    /// <summary>As long as a lesson in the long form; else the length only shows in the playlists.</summary>
    public static Task<string> LongOrFullLesson() =>
        LongForm.OrShort(true, false) ? FullLesson() : LongLesson;

    public static Task<string> OddSize => Make("odd.mp4",
        "-f lavfi -i testsrc=size=321x243:duration=6 -c:v libx264 -preset ultrafast -pix_fmt yuv444p");

    /// <summary>It says that each of its pixels is 100 times as high as it is wide.</summary>
    public static Task<string> Thin => Make("thin.mp4",
        $"-f lavfi -i testsrc2=s=160x90:d=1 -vf setsar=1/100 {H264}");

    public static Task<string> Hlg => Make("hlg.mp4",
        $"{Picture(seconds: 6)} -pix_fmt yuv420p10le -c:v libx265 -preset ultrafast -tag:v hvc1 " +
        "-x265-params log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc");

    /// <summary>As a browser's recorder writes it to a pipe: without a duration.</summary>
    public static Task<string> WebM => Make("browser.webm",
        $"{Picture("320x180", 8)} {Tone(8)} -c:v libvpx -deadline realtime -c:a libopus -live 1 -f webm",
        throughPipe: true);

    public static Task<string> TransportStream =>
        Make("camcorder.m2ts",
            $"{Picture(seconds: 8)} {Tone(8)} {H264} -c:a mp2 -mpegts_m2ts_mode 1 -f mpegts");

    public static Task<string> Interlaced => Make("interlaced.mp4",
        $"{Picture(seconds: 6)} {H264} -vf setfield=tff -flags +ilme+ildct -x264opts tff=1");

    /// <summary>A picture on the sound file's cover is no film.</summary>
    public static async Task<string> SoundWithCover() => await Make("cover.m4a",
        $"-i {await Sound("m4a")} -i {await Photo} -map 0 -map 1 -c copy -disposition:v attached_pic");

    public static Task<string> Sound(string kind) => Make($"sound.{kind}", $"{Tone(5)}");

    public static Task<string> Photo => Make("photo.jpg", $"{Picture()} -frames:v 1 -update 1");

    public static Task<string> RareCodec => Make("rare.avi", $"{Picture(seconds: 2)} -c:v magicyuv");

    public static Task<string> Endless => Make("endless.mp4",
        "-f lavfi -i color=s=64x36:r=1/46800:d=93600 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");

    public static Task<string> Huge =>
        Make("huge.avi", "-f lavfi -i color=s=16384x8640 -frames:v 1 -c:v mjpeg");

    /// <summary>Must be encoded, which takes long enough to be interrupted.</summary>
    public static Task<string> SlowToMake =>
        Make("slow.avi", $"{Picture("1920x1080", 45)} {Tone(45)} -c:v mpeg4 -q:v 5 -c:a mp3");

    public static async Task<string> HalfOf(Task<string> whole) => await Write(
        $"half-{Path.GetFileName(await whole)}",
        (await File.ReadAllBytesAsync(await whole)) is var bytes ? bytes[..(bytes.Length / 2)] : []);

    /// <summary>All is in its place, but every picture and every sound is zeros.</summary>
    public static async Task<string> Hollow()
    {
        var bytes = await File.ReadAllBytesAsync(await IndexFirst);
        bytes.AsSpan(bytes.AsSpan().IndexOf("mdat"u8) + 4).Clear();
        return await Write("hollow.mp4", bytes);
    }

    public static Task<string> Text(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public static async Task<string> Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, $"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..8]}-{name}");
        if (File.Exists(path)) return path;
        var part = Path.Combine(Folder, $"part-{Guid.NewGuid():n}-{name}");
        await File.WriteAllBytesAsync(part, bytes);
        File.Move(part, path, overwrite: true);
        return path;
    }

    private const string H264 = "-c:v libx264 -preset ultrafast -g 30 -bf 2 -pix_fmt yuv420p";

    private static string Picture(string size = "640x360", int seconds = 20) =>
        $"-f lavfi -i testsrc2=size={size}:rate=30:duration={seconds}";

    // Small while its brightness is computed, point by point.
    private static string LumaPicture(int width, int height) =>
        "-f lavfi -i color=s=64x36:r=30:d=20,format=yuv420p,geq=lum='mod(N\\,100)*2+20':cb=128:cr=128," +
        $"scale={width}:{height}";

    private static string Tone(int seconds = 20) => $"-f lavfi -i sine=frequency=440:duration={seconds}";

    internal static Task<string> Make(string name, string recipe, bool throughPipe = false) =>
        Made.GetOrAdd(name, async _ =>
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..8];
            var path = Path.Combine(Folder, $"{hash}-{name}");
            if (File.Exists(path)) return path;

            // Another test run may be making it too: each makes its own, the last to be renamed stays.
            var part = Path.Combine(Folder, $"part-{Guid.NewGuid():n}-{name}");
            var target = throughPipe ? $"- > {part}" : part;
            var run = new FfmpegRun("sh", Folder, "-c", $"ffmpeg -nostdin -v error {recipe} {target}")
            {
                Limit = TimeSpan.FromMinutes(10),
                Sandbox = SandboxLevel.Limits,
            };
            (await Ffmpeg.Run(run, CancellationToken.None)).OrThrow();
            File.Move(part, path, overwrite: true);
            return path;
        });
}
