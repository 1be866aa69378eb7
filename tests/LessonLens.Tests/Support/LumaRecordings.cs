namespace LessonLens.Tests.Support;

/// <summary>
/// Six seconds each, whose pictures tell their numbers by their brightness (see LumaCode): at all rates that
/// cameras have, even and uneven.
/// </summary>
public static class LumaRecordings
{
    private const string Avc = "-c:v libx264 -preset ultrafast -g 45 -bf 2 -pix_fmt yuv420p -qp 4";
    private const string Uneven =
        "-vf select='not(mod(n\\,7))+not(mod(n\\,5))+lt(mod(n\\,50)\\,9)' -vsync vfr";

    private static readonly Dictionary<string, string[]> Recipes = new()
    {
        ["25.mp4"] = ["25", Avc],
        ["29.97.mp4"] = ["30000/1001", Avc],
        ["30.mp4"] = ["30", Avc],
        ["60.mp4"] = ["60", Avc],
        ["uneven.mp4"] = ["30", $"{Uneven} {Avc}"],
        ["uneven-hevc.mov"] = ["30", $"{Uneven} -c:v libx265 -preset ultrafast -tag:v hvc1 " +
            "-x265-params log-level=error:qp=4:bframes=3:keyint=60"],
        ["uneven.webm"] = ["30", $"{Uneven} -c:v libvpx -deadline realtime -b:v 4M -qmax 10 -g 30"],
        ["screen.webm"] = ["30", "-vf select='lt(n\\,9)+eq(n\\,60)+between(n\\,74\\,75)' -vsync vfr " +
            "-enc_time_base 1:1000 -c:v libvpx -deadline realtime -b:v 4M -qmax 10 -c:a libopus"],
        ["starts-at-10.mkv"] = ["30", $"{Avc} -output_ts_offset 10"],
        ["begins-anew.ts"] = ["25", $"{Avc} -c:a mp2 -output_ts_offset 95439.5 -f mpegts"],
        ["starts-at-10.ts"] = ["25", $"{Avc} -c:a mp2 -output_ts_offset 10 -f mpegts"],
    };

    public static IEnumerable<string> Names => Recipes.Keys;

    public static Task<string> Named(string name) => Make(name, Recipes[name][0], Recipes[name][1]);

    /// <summary>Two parts of a camcorder in one file: its clock begins anew in the middle.</summary>
    public static async Task<string> Joined()
    {
        var part = await System.IO.File.ReadAllBytesAsync(await Named("starts-at-10.ts"));
        return await TestRecordings.Write("joined.ts", [.. part, .. part]);
    }

    /// <summary>Loud from beginning to end but for two seconds in the middle, from the second on.</summary>
    public static Task<string> QuietInTheMiddle => Make("quiet.mp4", "30",
        $"-af volume=0:enable='between(t\\,1.95\\,4.05)' {Avc}");

    /// <summary>Forty seconds that can be entered only every twelve, with a clock of its own.</summary>
    public static Task<string> Camcorder => Make("camcorder.ts", "25",
        $"{Avc} -g 300 -sc_threshold 0 -c:a mp2 -f mpegts", 40);

    /// <summary>The same with an index.</summary>
    public static async Task<string> Matroska() => await TestRecordings.Make(
        "luma-camcorder.mkv", $"-i {await Camcorder} -c copy");

    private static Task<string> Make(string name, string rate, string recipe, int seconds = 6) =>
        TestRecordings.Make($"luma-{seconds}-{name}",
            $"-f lavfi -i color=s=64x36:r={rate}:d={seconds},format=yuv420p," +
            "geq=lum='mod(N\\,100)*2+20':cb=128:cr=128,scale=320:180 " +
            $"-f lavfi -i sine=frequency=440:duration={seconds},volume=8 {recipe}");
}
