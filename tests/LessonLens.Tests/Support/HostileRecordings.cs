using System.IO.Compression;
using System.Text;

namespace LessonLens.Tests.Support;

/// <summary>One file that harms or is harmed, and what its teacher is to be told.</summary>
/// <param name="Code">Of the verdict; "ready" where all of it can be watched.</param>
internal sealed record HostileRecording(string Code, Func<Canary, Task<byte[]>> Bytes)
{
    /// <summary>Nothing of it is shown, whatever it is called.</summary>
    public bool CanBeWatched => Code is "ready" or "stops-early";
}

/// <summary>Files from people who mean harm, and from cards and cables that do it without.</summary>
internal static partial class HostileRecordings
{
    // Of one plain colour, which is not the canary's, and as long as it takes to be a film.
    private const string Green = "-f lavfi -i color=c=0x208040:s=160x90:r=25:d=2";
    private const string Tone = "-f lavfi -i sine=frequency=220:duration=2,volume=0.5";
    private const string Avc = "-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p";
    private const string NotAVideo = "not-a-video", Unreadable = "unreadable", CutOff = "cut-off";
    private const string Ready = "ready";

    private static readonly Dictionary<string, HostileRecording> All = new[]
    {
        Texts, Containers, Clocks, Tables, Streams, Damages
    }.SelectMany(kinds => kinds).ToDictionary();

    public static IEnumerable<string> Names => All.Keys;

    public static HostileRecording Named(string name) => All[name];

    private static Dictionary<string, HostileRecording> Texts => new()
    {
        ["a playlist of a file by its path"] = Text(c => HostileTexts.Playlist(c.File)),
        ["a playlist of another lesson's blob"] = Text(c => HostileTexts.Playlist(c.Blob)),
        ["a playlist of a neighbour"] = Text(_ => HostileTexts.Playlist(Canary.FromJobs)),
        ["a playlist of a file: address"] = Text(c => HostileTexts.Playlist($"file:{c.File}")),
        ["a playlist of a concat: address"] = Text(c => HostileTexts.Playlist($"concat:{c.File}|{c.File}")),
        ["a playlist of a http: address"] = Text(c => HostileTexts.Playlist(c.Address)),
        ["a playlist of a data: address"] = Text(_ => HostileTexts.Playlist("data:video/mp4;base64,AAAA")),
        ["a playlist whose key is elsewhere"] = Text(c => HostileTexts.Playlist(c.File)
            .Replace("#EXTINF", $"#EXT-X-KEY:METHOD=AES-128,URI=\"{c.Address}\"\n#EXTINF")),
        ["a list of playlists"] = Text(c =>
            $"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{c.Address}.m3u8\n"),
        ["a script of a file by its path"] = Text(c => HostileTexts.Script(c.File)),
        ["a script of a neighbour"] = Text(_ => HostileTexts.Script(Canary.FromJobs)),
        ["a script of a http: address"] = Text(c => HostileTexts.Script(c.Address)),
        ["a description of a broadcast"] = Text(c => HostileTexts.Session(new Uri(c.Address).Port)),
        ["a DASH manifest of a http: address"] = Text(c => HostileTexts.Dash(c.Address)),
        ["a DASH manifest of a file"] = Text(c => HostileTexts.Dash($"file://{c.File}")),
        ["a SMIL presentation"] = Text(c => HostileTexts.Smil(c.Address)),
        ["an ASX list"] = Text(c => HostileTexts.Asx(c.Address)),
        ["an M3U list"] = Text(c => HostileTexts.List(c.File)),
        ["an SVG drawing"] = Text(c => HostileTexts.Drawing(c.Address)),
        ["a web page"] = Text(c => HostileTexts.Page(c.Address)),
        ["a playlist behind a mark of UTF-8"] = Text(c => $"\ufeff{HostileTexts.Playlist(c.File)}"),
        ["a playlist in an MP4's first box"] = new(CutOff, c => Bytes(
            [.. Mp4Surgery.Box("ftyp", "isom"u8.ToArray()), .. Utf8(HostileTexts.Playlist(c.File))])),
        ["a playlist in an AVI"] = new(Unreadable, c => Bytes(
            [.. "RIFF"u8, 0xff, 0xff, 0, 0, .. "AVI "u8, .. Utf8(HostileTexts.Playlist(c.File))])),
        ["a zip"] = new(NotAVideo, async _ => await Zip()),
        ["nothing"] = new("empty", _ => Bytes([])),
        ["one byte"] = new(NotAVideo, _ => Bytes([0])),
        ["dice"] = new(NotAVideo, _ => Bytes(Dice(100_000))),
        ["zeros"] = new(NotAVideo, _ => Bytes(new byte[100_000])),
        ["a box of dice"] = new(CutOff, _ => Bytes([0, 1, 0, 0, .. "ftyp"u8, .. Dice(100_000)])),
    };

    private static Dictionary<string, HostileRecording> Containers => new()
    {
        ["a film whose pictures lie in another file"] = new(Unreadable, _ => Elsewhere()),
        ["a film that says that its pictures lie at an address"] = new(Ready, async c => Mp4Surgery.Change(
            await Film(), "moov/trak/mdia/minf/dinf/dref", _ =>
                [.. Mp4Surgery.Number(0, 1),
                    .. Mp4Surgery.Box("url ", [0, 0, 0, 0, .. Utf8(c.Address), 0])])),
        ["a reference to a film"] = new(Unreadable, c => Bytes(
            [.. Mp4Surgery.Box("ftyp", "qt  "u8.ToArray()), .. Mp4Surgery.Box("moov", Mp4Surgery.Box("rmra",
                Mp4Surgery.Box("rmda", Mp4Surgery.Box("rdrf",
                    [0, 0, 0, 0, .. "url "u8, .. Mp4Surgery.Number((uint)c.File.Length + 1),
                        .. Utf8(c.File), 0]))))])),
        ["files in a file that want to lie elsewhere"] = new(Ready, _ => Made("attached.mkv",
            $"{Green} {Tone} {Avc} -c:a aac -attach /etc/hostname -metadata:s:t:0 mimetype=text/plain " +
            "-metadata:s:t:0 filename=../../canary.mp4")),
        ["a film that goes on in another file"] = new(Ready, async _ => Linked(await Made("linked.mkv",
            $"{Green} {Tone} {Avc} -c:a aac -metadata title={new string('T', 60)}"))),
        ["a compressed index"] = new(Ready, async _ => Mp4Surgery.Change(await Film(), "moov", Compressed)),
        ["an index 10,000 boxes deep"] = new(Unreadable,
            async _ => Mp4Surgery.Add(await Film(), "moov", Deep())),
        ["a box of no length"] = new(CutOff, async _ => await WithBox([0, 0, 0, 0, .. "free"u8])),
        ["a box of 2^62 bytes"] = new(CutOff, async _ => await WithBox(
            [.. Mp4Surgery.Number(1), .. "free"u8, .. Mp4Surgery.Number(1 << 30, 0)])),
        ["a box smaller than its header"] = new(CutOff, async _ =>
            await WithBox([0, 0, 0, 3, .. "free"u8])),
        ["a track larger than its index"] = new(Ready, async _ => await Patched("trak", -4, 0x7fffffff)),
        ["a Matroska element of 2^56 bytes"] = new(Ready, async _ => Replaced(await Matroska(),
            [0x16, 0x54, 0xae, 0x6b], [0x16, 0x54, 0xae, 0x6b, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe])),
        ["a Matroska file of clusters without a length"] = new(Ready, _ => Made("endless.mkv",
            $"{Green} {Tone} {Avc} -c:a aac -live 1 -f matroska")),
        ["an encrypted film"] = new("unknown-codec", _ => Made("encrypted.mp4",
            $"{Green} {Tone} {Avc} -c:a aac -encryption_scheme cenc-aes-ctr " +
            "-encryption_key 00112233445566778899aabbccddeeff " +
            "-encryption_kid 00112233445566778899aabbccddeeff")),
        ["10 MB of remarks"] = new(Ready, async _ => Mp4Surgery.Add(await Film(), "moov",
            Mp4Surgery.Box("udta", Mp4Surgery.Box("\u00a9cmt",
                [0x7f, 0xff, 0, 0, .. new byte[10 << 20]])))),
        ["a title that is a page"] = new(Ready, _ => Made("titled.mkv",
            $"{Green} {Tone} {Avc} -c:a aac -metadata title='<script>\u0007\u001b[2J%s%n</script>'")),
    };

    private static Func<Task<byte[]>> Once(string name, string recipe) => async () =>
        await File.ReadAllBytesAsync(await TestRecordings.Make($"hostile-{name}", recipe));

    private static readonly Func<Task<byte[]>> Film =
        Once("film.mp4", $"{Green} {Tone} {Avc} -c:a aac -movflags use_metadata_tags");

    private static readonly Func<Task<byte[]>> Matroska = Once("film.mkv", $"{Green} {Tone} {Avc} -c:a aac");

    private static Task<byte[]> Made(string name, string recipe) => Once(name, recipe)();

    private static Task<byte[]> Bytes(byte[] bytes) => Task.FromResult(bytes);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static HostileRecording Text(Func<Canary, string> text) =>
        new(NotAVideo, c => Bytes(Utf8(text(c))));

    private static byte[] Dice(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> Zip()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = archive.CreateEntry("../../lesson.mp4").Open();
            await entry.WriteAsync(await Film());
        }

        return zip.ToArray();
    }

    /// <summary>A box between the first and the rest.</summary>
    private static async Task<byte[]> WithBox(byte[] box)
    {
        var film = await Film();
        var (_, first) = Mp4Surgery.Find(film, "ftyp");
        return [.. film[..first], .. box, .. film[first..]];
    }

    /// <summary>
    /// As an editing program keeps it that did not copy its pictures: they lie in the canary, which is named.
    /// </summary>
    public static async Task<byte[]> Elsewhere()
    {
        byte[] path = [.. "disk:"u8, .. Utf8(Canary.FileName)];
        byte[] name = [.. path, .. new byte[path.Length % 2]];
        byte[] alias =
        [
            .. new byte[4 + 10], 4, .. "disk"u8, .. new byte[23 + 12],
            10, .. "canary.mp4"u8, .. new byte[53 + 16],
            0, 1, 0, 1, .. new byte[16], 0, 2, 0, (byte)path.Length, .. name, 0xff, 0xff, 0, 0,
        ];
        var film = await File.ReadAllBytesAsync(await Canary.Recording);
        var (at, size) = Mp4Surgery.Find(film, "mdat");
        film.AsSpan(at + 8, size - 8).Clear();
        return Mp4Surgery.Change(film, "moov/trak/mdia/minf/dinf/dref",
            _ => [.. Mp4Surgery.Number(0, 1), .. Mp4Surgery.Box("alis", alias)]);
    }

    /// <summary>Its title becomes the name and number of the file that follows, in as many bytes.</summary>
    private static byte[] Linked(byte[] film)
    {
        byte[] title = [0x7b, 0xa9, 0xbc];
        var at = film.AsSpan().IndexOf(title);
        byte[] next = [0x3e, 0x83, 0xbb, 0x80 + 39, .. Utf8(Canary.FromJobs.PadRight(39, '\0')),
            0x3e, 0xb9, 0x23, 0x90, .. new byte[16]];
        next.CopyTo(film, at);
        return film;
    }

    private static byte[] Compressed(byte[] index)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(Mp4Surgery.Box("moov", index));
        return Mp4Surgery.Box("cmov",
        [
            .. Mp4Surgery.Box("dcom", "zlib"u8.ToArray()),
            .. Mp4Surgery.Box("cmvd", [.. Mp4Surgery.Number((uint)index.Length + 8), .. packed.ToArray()]),
        ]);
    }

    private static byte[] Deep()
    {
        const int depth = 10_000;
        var boxes = new byte[depth * 8];
        for (var each = 0; each < depth; each++)
            Mp4Surgery.Box("udta").CopyTo(boxes, each * 8);
        for (var each = 0; each < depth; each++)
            Mp4Surgery.Number((uint)(8 * (depth - each))).CopyTo(boxes, each * 8);
        return boxes;
    }

    /// <summary>A number at a distance from where the name of a box ends.</summary>
    private static async Task<byte[]> Patched(string box, int distance, uint number)
    {
        var film = await Film();
        var at = film.AsSpan().IndexOf(Encoding.Latin1.GetBytes(box));
        var from = distance < 0 ? at + distance : at + 4 + distance;
        Mp4Surgery.Number(number).CopyTo(film, from);
        return film;
    }

    private static byte[] Replaced(byte[] film, byte[] old, byte[] with)
    {
        with.CopyTo(film, film.AsSpan().IndexOf(old));
        return film;
    }
}
