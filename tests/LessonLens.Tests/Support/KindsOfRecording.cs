using System.Buffers.Binary;
using System.Text;

namespace LessonLens.Tests.Support;

/// <summary>What phones, cameras and browsers write, each kind once and short; what is seen of it.</summary>
public sealed record KindOfRecording(Func<Task<string>> File, int Width = 320, int Height = 180)
{
    public double Seconds { get; init; } = 3;
    public bool HasSound { get; init; } = true;
}

public static class KindsOfRecording
{
    /// <summary>In each recording's metadata, and in nothing that is served.</summary>
    public static readonly string[] Secrets = ["SECRETCAM", "+51.5007-000.1246", "51.5007"];

    private const string Tone = "-f lavfi -i sine=frequency=440:duration=3";
    private const string Avc = "-c:v libx264 -preset ultrafast -g 30 -bf 2 -pix_fmt yuv420p";
    private const string Hevc = "-c:v libx265 -preset ultrafast -tag:v hvc1";
    private const string Marks =
        "-metadata title=SECRETCAM -metadata location=+51.5007-000.1246/ -metadata make=SECRETCAM " +
        "-metadata:s:v handler_name=SECRETCAM -metadata:s:v title=SECRETCAM";

    private static readonly Dictionary<string, KindOfRecording> Kinds = new()
    {
        ["h264.mp4"] = new(() => Make("h264.mp4", $"{Avc} -c:a aac")),
        ["hevc.mp4"] = new(() => Make("hevc.mp4", $"{Hevc} -x265-params log-level=error -c:a aac")),
        ["hevc-10.mov"] = new(() => Make("hevc-10.mov",
            $"{Hevc} -x265-params log-level=error -pix_fmt yuv420p10le -c:a aac")),
        ["hlg.mov"] = new(() => Hdr("arib-std-b67")) { HasSound = false, Seconds = 2 },
        ["pq.mov"] = new(() => Hdr("smpte2084")) { HasSound = false, Seconds = 2 },
        ["dolby-vision.mov"] = new(DolbyVision) { HasSound = false, Seconds = 2 },
        ["vp8.webm"] = new(() => Make("vp8.webm", "-c:v libvpx -deadline realtime -c:a libvorbis")),
        ["vp9.webm"] = new(() => Make("vp9.webm",
            "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus")),
        ["av1.webm"] = new(() => Make("av1.webm",
            "-c:v libaom-av1 -usage realtime -cpu-used 8 -c:a libopus")),
        ["h264-opus.mkv"] = new(() => Make("h264-opus.mkv", $"{Avc} -c:a libopus")),
        ["mjpeg.avi"] = new(() => Make("mjpeg.avi", "-c:v mjpeg -q:v 3 -c:a pcm_s16le")),
        ["mpeg4.avi"] = new(() => Make("mpeg4.avi", "-c:v mpeg4 -bf 2 -q:v 3 -c:a mp3")),
        ["interlaced.mts"] = new(() => Make("interlaced.mts",
            $"-vf scale=320:192,setsar=1,setfield=tff {Avc} -flags +ilme+ildct -x264opts tff=1 -c:a ac3 " +
            "-mpegts_m2ts_mode 1 -f mpegts"), 320, 192),
        ["mpeg2-interlaced.ts"] = new(() => Make("mpeg2-interlaced.ts",
            "-vf scale=320:192,setsar=1,setfield=tff -c:v mpeg2video -flags +ilme+ildct -q:v 2 -c:a mp2 " +
            "-f mpegts"), 320, 192),
        ["422.mp4"] = new(() => Make("422.mp4", $"{Avc} -pix_fmt yuv422p -c:a aac")),
        ["422-10.mp4"] = new(() => Make("422-10.mp4", $"{Avc} -pix_fmt yuv422p10le -c:a aac")),
        ["444.mp4"] = new(() => Make("444.mp4", $"{Avc} -pix_fmt yuv444p -c:a aac")),
        ["odd.mp4"] = new(() => Make("odd.mp4",
            $"-vf scale=321:181,setsar=1 {Avc} -pix_fmt yuv444p -c:a aac")),
        ["wide-pixels.mp4"] = new(() => Make("wide-pixels.mp4",
            $"-vf scale=240:180,setsar=4/3 {Avc} -c:a aac")),
        ["wide-pixels.mkv"] = new(() => Make("wide-pixels.mkv",
            "-vf scale=240:180,setsar=4/3 -c:v mpeg4 -q:v 3 -c:a mp3")),
        ["turned-90.mp4"] = new(() => Turned(90), 180, 320),
        ["turned-180.mp4"] = new(() => Turned(180)),
        ["turned-270.mp4"] = new(() => Turned(270), 180, 320),
        ["varying.mp4"] = new(() => Make("varying.mp4",
            $"-vf select='not(mod(n\\,7))+not(mod(n\\,5))' -vsync vfr {Avc} -c:a aac")),
        ["varying.webm"] = new(() => Make("varying.webm",
            "-vf settb=1/1000,setpts='PTS+mod(N*7\\,13)' -vsync vfr -enc_time_base 1:1000 -c:v libvpx " +
            "-deadline realtime -c:a libopus")),
        ["24.mp4"] = new(() => Make("24.mp4", $"-r 24 {Avc} -c:a aac")),
        ["25.mp4"] = new(() => Make("25.mp4", $"-r 25 {Avc} -c:a aac")),
        ["29.97.mp4"] = new(() => Make("29.97.mp4", $"-r 30000/1001 {Avc} -c:a aac")),
        ["50.mp4"] = new(() => Make("50.mp4", $"-r 50 {Avc} -c:a aac")),
        ["60.mp4"] = new(() => Make("60.mp4", $"-r 60 {Avc} -c:a aac")),
        ["120.mp4"] = new(() => Make("120.mp4", $"-r 120 {Avc} -c:a aac")),
        ["silent.mp4"] = new(() => Make("silent.mp4", $"-map 0:v {Avc}")) { HasSound = false },
        ["unknown-track-first.mkv"] = new(() => Make("unknown-track-first.mkv",
            $"-map 0:v -map 1:a -map 1:a {Avc} -c:a:0 wmav2 -c:a:1 aac")),
        ["unnamed-track-first.mp4"] = new(Unnamed),
        ["mono.mp4"] = new(() => Make("mono.mp4", $"{Avc} -c:a aac -ac 1 -ar 22050")),
        ["surround.mkv"] = new(() => Make("surround.mkv",
            $"{Avc} -af 'pan=5.1|FL=c0|FR=c0|FC=c0' -c:a ac3")),
        ["surround.mp4"] = new(() => Make("surround.mp4",
            $"{Avc} -af 'pan=5.1|FL=c0|FR=c0|FC=c0' -c:a aac")),
        ["starts-late.mkv"] = new(() => Make("starts-late.mkv", $"{Avc} -c:a aac -output_ts_offset 10")),
        ["starts-late.mp4"] = new(() => Make("starts-late.mp4", $"{Hevc} -x265-params log-level=error " +
            "-c:a aac -output_ts_offset 10")),
        ["picture-comes-late.mkv"] = new(() => Make("picture-comes-late.mkv",
            $"-vf trim=duration=2,setpts=PTS+1/TB -vsync vfr {Avc} -c:a aac")),
        ["sound-comes-late.mp4"] = new(() => Make("sound-comes-late.mp4",
            $"-af atrim=start=2 {Avc} -c:a aac")),
        ["sound-goes-on.mkv"] = new(() => Make("sound-goes-on.mkv", $"-vf trim=duration=1 {Avc} -c:a aac")),
        ["no-duration.webm"] = new(() => TestRecordings.WebM) { Seconds = 8 },
        ["cut-without-encoding.mp4"] = new(Cut) { Seconds = 1.7 },
        ["fragments.mp4"] = new(() => Make("fragments.mp4",
            $"{Avc} -c:a aac -movflags frag_keyframe+empty_moov+default_base_moof")),
        ["with-a-cover.mp4"] = new(WithCover),
        ["float-sound.mov"] = new(() => Make("float-sound.mov", $"{Avc} -c:a pcm_f32be")),
        ["h263.3gp"] = new(() => Make("h263.3gp",
            "-vf scale=352:288,setsar=1 -c:v h263 -q:v 3 -c:a aac"), 352, 288),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static KindOfRecording Named(string name) => Kinds[name];

    private static Task<string> Make(string name, string recipe) =>
        TestRecordings.Make($"kind-{name}",
            $"-f lavfi -i testsrc2=size=320x180:rate=30:duration=3 {Tone} {recipe} {Marks}");

    /// <summary>Of the same bars as <see cref="Bars"/>, as a phone keeps them that films more than a screen
    /// shows: white paper has 203 cd/m².</summary>
    public static Task<string> Hdr(string transfer) => TestRecordings.Make($"kind-{transfer}.mov",
        $"{BarsPicture},zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020:t={transfer}:m=bt2020nc" +
        $":r=tv:npl=203,format=yuv420p10le {Hevc} -x265-params log-level=error:qp=10:colorprim=bt2020" +
        $":transfer={transfer}:colormatrix=bt2020nc {Marks}");

    public static Task<string> Bars => TestRecordings.Make("kind-bars.mp4", $"{BarsPicture} {Avc} -qp 4");

    private const string BarsPicture =
        "-f lavfi -i smptehdbars=size=320x180:rate=30:duration=2 -vf format=yuv444p,setparams=" +
        "colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv";

    private static async Task<string> Turned(int degrees) => await TestRecordings.Make(
        $"kind-turned-{degrees}.mp4",
        $"-i {await Kinds["h264.mp4"].File()} -c copy -metadata:s:v rotate={degrees}");

    /// <summary>From 1.3 s on; what lies before it is hidden, but there.</summary>
    private static async Task<string> Cut() => await TestRecordings.Make(
        "kind-cut.mp4", $"-ss 1.3 -i {await Kinds["h264.mp4"].File()} -c copy");

    private static async Task<string> WithCover() => await TestRecordings.Make("kind-cover.mp4",
        $"-i {await Kinds["h264.mp4"].File()} -f lavfi -i testsrc2=size=64x64:duration=0.04 " +
        "-map 0 -map 1 -c copy -c:v:1 png -disposition:v:1 attached_pic");

    /// <summary>
    /// As an iPhone films: HLG for everybody, with a box (<c>dvvC</c>) that says to some that there is more
    /// (profile 8.4).
    /// </summary>
    private static async Task<string> DolbyVision()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(await Hdr("arib-std-b67"));
        byte[] box = [0, 0, 0, 32, .. "dvvC"u8, 1, 0, 0x10, 0x25, 0x40, .. new byte[19]];
        var at = 0;
        foreach (var around in (string[])["moov", "trak", "mdia", "minf", "stbl", "stsd", "hvc1"])
        {
            at += bytes.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(around));
            var size = bytes.AsSpan(at - sizeof(uint));
            BinaryPrimitives.WriteUInt32BigEndian(
                size, BinaryPrimitives.ReadUInt32BigEndian(size) + (uint)box.Length);
        }

        // The index comes last, so that nothing which it points at is moved.
        var inside = at + bytes.AsSpan(at).IndexOf("hvcC"u8) - sizeof(uint);
        return await TestRecordings.Write(
            "dolby-vision.mov", [.. bytes[..inside], .. box, .. bytes[inside..]]);
    }

    /// <summary>As an iPhone's spatial sound, whose name nobody knows; a plain track follows it.</summary>
    private static async Task<string> Unnamed()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(await Make(
            "two-tracks.mp4", $"-map 0:v -map 1:a -map 1:a {Avc} -c:a aac"));
        "apac"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("mp4a"u8)));
        return await TestRecordings.Write("unnamed-track-first.mp4", bytes);
    }
}
