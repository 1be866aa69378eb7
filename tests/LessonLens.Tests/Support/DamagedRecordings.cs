namespace LessonLens.Tests.Support;

/// <summary>Clocks, tables and streams that cannot be true, and what cables and cards do.</summary>
internal static partial class HostileRecordings
{
    private const uint Most = 0xffff_ffff;

    private static Dictionary<string, HostileRecording> Clocks => new()
    {
        ["a picture 100,000 seconds after the others"] = new("stops-early", async _ => await Tabled("stts",
            Mp4Surgery.Number(0, 3, 25, Ticks, 1, 100_000 * 25 * Ticks, 24, Ticks))),
        ["pictures that go back in time"] = new(Ready, async _ => await Tabled("stts",
            Mp4Surgery.Number(0, 3, 25, Ticks, 1, unchecked((uint)(-20 * (int)Ticks)), 24, Ticks))),
        ["pictures at the same time"] = new(Ready, async _ => await Tabled("stts",
            Mp4Surgery.Number(0, 3, 20, Ticks, 20, 0, 10, 3 * Ticks))),
        ["a clock that does not tick"] = new(Ready, async _ =>
            Mp4Surgery.Set(await Film(), "moov/trak/mdia/mdhd", 12, 0)),
        ["a clock that ticks once a second"] = new(Ready, async _ =>
            Mp4Surgery.Set(await Film(), "moov/trak/mdia/mdhd", 12, 1)),
        ["a clock of 4 billion ticks a second"] = new(Ready, async _ =>
            Mp4Surgery.Set(await Film(), "moov/trak/mdia/mdhd", 12, Most)),
        ["a film whose clock does not tick"] = new(Ready, async _ =>
            Mp4Surgery.Set(await Film(), "moov/mvhd", 12, 0)),
        ["5,000 cuts"] = new(Ready, async _ => await Edited([.. Enumerable.Range(0, 5000)
            .SelectMany(cut => (uint[])[1, (uint)(cut * 7 % 20_000), 1 << 16])])),
        ["three hours of nothing before the film"] = new(Ready, async _ =>
            await Edited(3 * 3600 * 1000, Most, 1 << 16, 2000, 0, 1 << 16)),
        ["a cut before the beginning"] = new(Ready, async _ =>
            await Edited(2000, unchecked((uint)-5000), 1 << 16)),
        ["a cut behind the end"] = new(Unreadable, async _ => await Edited(2000, 0x7fff_0000, 1 << 16)),
        ["1,000 pictures a second"] = new(Ready, _ => Made("quick.mp4",
            $"-f lavfi -i color=c=0x208040:s=160x90:r=1000:d=2 {Avc}")),
    };

    private static Dictionary<string, HostileRecording> Tables => new()
    {
        ["4 billion pictures of one byte"] = new(Unreadable, async _ => await Tabled("stsz",
            Mp4Surgery.Number(0, 1, Most))),
        ["4 billion pictures in a table of none"] = new(Unreadable, async _ => await Tabled("stsz",
            Mp4Surgery.Number(0, 0, Most))),
        ["pictures that lie behind the end"] = new(Unreadable, async _ => await Tabled("stco",
            Mp4Surgery.Number(0, 1, 0x7fff_0000))),
        ["pictures that lie behind 2^63 bytes"] = new(Unreadable, async _ => await Renamed("stco", "co64",
            Mp4Surgery.Number(0, 1, Most, 0xffff_0000))),
        ["pictures in chunks of 4 billion"] = new(Ready, async _ => await Tabled("stsc",
            Mp4Surgery.Number(0, 1, 1, Most, 1))),
        ["keyframes that are not there"] = new(Ready, async _ => await Tabled("stss",
            Mp4Surgery.Number(0, 3, 0, 0x7fff_ffff, Most))),
        ["4 billion times"] = new(Ready, async _ => await Tabled("stts",
            Mp4Surgery.Number(0, 1, Most, Ticks))),
        ["an AVI whose index lies"] = new(Unreadable, async _ =>
        {
            var film = await Made("film.avi", $"{Green} {Tone} -c:v mjpeg -q:v 5 -c:a pcm_s16le");
            var at = film.AsSpan().LastIndexOf("idx1"u8) + 8;
            for (; at + 16 <= film.Length; at += 16) Mp4Surgery.Number(0x10000000, Most).CopyTo(film, at + 4);
            return film;
        }),
        ["a turn that is none"] = new(Ready, async _ => await Turned(
            12345, 54321, 0, 999, 7, 0)),
        ["a turn of nothing at all"] = new(Ready, async _ => await Turned(new uint[9])),
        ["a turn of endless numbers"] = new(Ready, async _ => await Turned(
            [.. Enumerable.Repeat(0x8000_0000, 9)])),
    };

    private static Dictionary<string, HostileRecording> Streams => new()
    {
        ["a picture of 8192 by 8192"] = new("picture-too-large", _ => Made("square.mp4",
            $"-f lavfi -i color=c=0x208040:s=8192x8192:r=1:d=2 {Avc}")),
        ["a picture of 16384 by 8640"] = new("picture-too-large", async _ =>
            await File.ReadAllBytesAsync(await TestRecordings.Huge)),
        ["40 tracks"] = new("unknown-kind", _ => Made("tracks.mkv",
            $"{Green} {Tone} -map 0 {string.Join(' ', Enumerable.Repeat("-map 1", 40))} {Avc} -c:a aac")),
        ["3,000 tracks"] = new("unknown-kind", async _ =>
        {
            var film = await Film();
            byte[] track = [];
            Mp4Surgery.Change(film, "moov/trak", content => track = content);
            return Mp4Surgery.Add(film, "moov",
                [.. Enumerable.Repeat(Mp4Surgery.Box("trak", track), 3000).SelectMany(box => box)]);
        }),
        ["a picture one point wide"] = new(Ready, _ => Made("line.avi",
            "-f lavfi -i color=c=0x208040:s=16x90:r=25:d=2,format=yuv444p,crop=1:90 -c:v mjpeg " +
            "-pix_fmt yuvj444p")),
        ["a picture of one point"] = new(Ready, _ => Made("point.mp4",
            "-f lavfi -i color=c=0x208040:s=16x16:r=25:d=2,format=yuv444p,crop=1:1 -c:v libx264")),
        ["points 65,535 times as high as wide"] = new(Ready, _ => Made("high.mp4",
            $"{Green} -vf setsar=1/65535 {Avc}")),
        ["points 65,535 times as wide as high"] = new(Ready, _ => Made("wide.mp4",
            $"{Green} -vf setsar=65535/1 {Avc}")),
        ["sound only"] = new("no-picture", _ => Made("sound.mp4", $"{Tone} -c:a aac")),
        ["a cover only"] = new("no-picture", _ => Made("cover.mp4",
            $"{Tone} -f lavfi -i color=c=0x208040:s=64x64:d=0.04 -map 0 -map 1 -c:a aac -c:v png " +
            "-disposition:v attached_pic")),
        ["subtitles only"] = new(Unreadable, async _ => await Made("subtitles.mp4", "-i " +
            await TestRecordings.Text("words.srt", "1\n00:00:00,000 --> 00:00:02,000\nHello\n") +
            " -c:s mov_text")),
        ["a rare way of writing"] = new("unknown-codec", async _ =>
            await File.ReadAllBytesAsync(await TestRecordings.RareCodec)),
        ["a rare way of writing, in Matroska"] = new("unknown-codec", _ =>
            Made("rare.mkv", $"{Green} -c:v ffv1")),
        ["a broadcast that changes its ways"] = new(Ready, async _ => [
            .. await Made("first.ts", $"{Green} {Tone} -c:v mpeg2video -c:a mp2 -f mpegts"),
            .. await Made("then.ts", $"{Green} {Tone} {Avc} -c:a aac -mpegts_start_pid 0x300 -f mpegts")]),
        ["a picture that changes its size"] = new(Ready, async _ => [
            .. await Made("small.ts", $"{Green} {Tone} {Avc} -c:a aac -f mpegts"),
            .. await Made("large.ts",
                $"{Green} {Tone} -vf scale=320:240 {Avc} -c:a aac -output_ts_offset 2 -f mpegts")]),
    };

    private static Dictionary<string, HostileRecording> Damages => new()
    {
        ["the first half, index last"] = new(CutOff, async _ => Half(await Film())),
        ["the first half, index first"] = new("stops-early", async _ => Half(await Made("first.mp4",
            $"{Noisy} {Avc} -movflags +faststart"))),
        ["the first half of a Matroska file"] = new("stops-early", async _ => Half(
            await Made("noisy.mkv", $"{Noisy} {Avc}"))),
        ["a damaged middle"] = new(Ready, async _ =>
        {
            var film = await Made("noisy.mp4", $"{Noisy} {Avc} -movflags +faststart");
            Dice(film.Length / 10).CopyTo(film, film.Length / 2);
            return film;
        }),
        ["a film that is dice from its third second on"] = new("stops-early", async _ =>
            await DiceFrom(2 / 8.0)),
        ["a film that is dice from its second picture on"] = new(Unreadable, async _ =>
            await DiceFrom(1 / 200.0)),
        ["flipped bits in the index"] = new("no-picture", async _ =>
        {
            var film = await Film();
            var (at, size) = Mp4Surgery.Find(film, "moov");
            var luck = new Random(7);
            for (var flip = 0; flip < 40; flip++)
                film[at + 8 + luck.Next(size - 8)] ^= (byte)(1 << luck.Next(8));
            return film;
        }),
    };

    // What is noisy cannot be packed small: half of its bytes are half of its time.
    private const string Noisy =
        "-f lavfi -i color=c=0x208040:s=160x90:r=25:d=8,noise=alls=30:allf=t -g 10";

    private const uint Ticks = 512;

    /// <summary>So much of it gives up the decoder, and with it the encoder.</summary>
    private static async Task<byte[]> DiceFrom(double part)
    {
        var film = await Made("even.mp4", $"{Noisy} -c:v libx265 -preset ultrafast -tag:v hvc1 " +
            "-x265-params log-level=error:keyint=1");
        var (at, size) = Mp4Surgery.Find(film, "mdat");
        var first = at + (int)(size * part);
        Dice(at + size - first).CopyTo(film, first);
        return film;
    }

    private static byte[] Half(byte[] film) => film[..(film.Length / 2)];

    private static async Task<byte[]> Tabled(string table, byte[] content) =>
        Mp4Surgery.Change(await Film(), $"moov/trak/mdia/minf/stbl/{table}", _ => content);

    private static async Task<byte[]> Turned(params uint[] matrix) =>
        Mp4Surgery.Set(await Film(), "moov/trak/tkhd", 40, matrix);

    private static async Task<byte[]> Renamed(string table, string name, byte[] content)
    {
        var film = await Film();
        return Mp4Surgery.Change(film, "moov/trak/mdia/minf/stbl", tables =>
        {
            var (at, size) = Mp4Surgery.Find(tables, table);
            return [.. tables[..at], .. Mp4Surgery.Box(name, content), .. tables[(at + size)..]];
        });
    }

    /// <summary>Of each part: how long, from when (in the track's time), how quick.</summary>
    private static async Task<byte[]> Edited(params uint[] parts) => Mp4Surgery.Change(
        await Film(), "moov/trak/edts/elst",
        _ => [.. Mp4Surgery.Number(0, (uint)parts.Length / 3), .. Mp4Surgery.Number(parts)]);
}
