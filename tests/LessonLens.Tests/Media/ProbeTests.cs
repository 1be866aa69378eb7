using System.Diagnostics;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

public sealed class ProbeTests
{
    [Fact]
    public async Task An_ordinary_recording_can_be_copied()
    {
        var source = await Look(TestRecordings.Lesson);

        Assert.True(source.CanBeCopied);
        Assert.Equal(20, source.Duration.TotalSeconds, 0.1);
        Assert.Equal((640, 360), (source.Picture.Width, source.Picture.Height));
    }

    [Fact]
    public async Task A_recording_without_sound_can_be_copied()
    {
        var source = await Look(TestRecordings.Silent);

        Assert.True(source.CanBeCopied);
        Assert.Null(source.Sound);
    }

    [Fact]
    public async Task A_turned_phone_is_measured_upright_and_encoded()
    {
        var source = await Look(TestRecordings.Turned());

        Assert.False(source.CanBeCopied);
        Assert.Equal((360, 640), (source.Picture.Width, source.Picture.Height));
    }

    [Fact]
    public async Task A_browsers_recording_without_a_duration_is_measured_to_its_last_packet()
    {
        var source = await Look(TestRecordings.WebM);

        Assert.False(source.CanBeCopied);
        Assert.Equal(8, source.Duration.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Pixels_of_a_shape_that_no_camera_makes_are_taken_to_be_square()
    {
        var source = await Look(TestRecordings.Thin);

        Assert.Equal((160, 90), (source.Picture.Width, source.Picture.Height));
        Assert.False(source.CanBeCopied);
    }

    [Fact]
    public async Task A_cover_that_is_stored_before_the_tracks_is_not_taken_for_one_of_them()
    {
        var bytes = await File.ReadAllBytesAsync(await KindsOfRecording.Named("with-a-cover.mp4").File(),
            TestContext.Current.CancellationToken);
        var coverFirst = Mp4Surgery.Change(bytes, "moov", moov =>
        {
            var (at, size) = Mp4Surgery.Find(moov, "udta");
            var (tracks, _) = Mp4Surgery.Find(moov, "trak");
            return [.. moov[..tracks], .. moov[at..(at + size)], .. moov[tracks..at], .. moov[(at + size)..]];
        });

        var source = await Look(TestRecordings.Write("cover-first.mp4", coverFirst));

        Assert.Equal((1, 1u), (source.Picture.Stream, source.Picture.Track));
        Assert.True(source.CanBeCopied);
    }

    [Fact]
    public async Task A_cover_that_is_a_track_of_its_own_is_not_the_film()
    {
        var source = await Look(TestRecordings.Make("cover-track.mkv",
            "-f lavfi -i color=s=64x64:d=0.04 -f lavfi -i testsrc2=s=160x90:d=1 -map 0 -map 1 -c:v mjpeg " +
            "-disposition:v:0 attached_pic -disposition:v:1 default"));

        Assert.Equal(160, source.Picture.Width);
    }

    [Fact]
    public async Task High_dynamic_range_is_seen() =>
        Assert.True((await Look(TestRecordings.Hlg)).Picture.IsHdr);

    [Fact]
    public async Task Interlacing_is_seen() =>
        Assert.True((await Look(TestRecordings.Interlaced)).Picture.IsInterlaced);

    [Fact]
    public async Task A_camcorders_packets_with_time_codes_are_recognised() =>
        Assert.Equal(FileKind.MpegTs, (await Look(TestRecordings.TransportStream)).Kind);

    public static TheoryData<string, string> Unwatchable => new()
    {
        { "empty file", "empty" },
        { "text", "not-a-video" },
        { "playlist", "not-a-video" },
        { "script", "not-a-video" },
        { "zip", "not-a-video" },
        { "photo", "picture" },
        { "mp3", "no-picture" },
        { "wav", "no-picture" },
        { "m4a", "no-picture" },
        { "m4a with a cover", "no-picture" },
        { "half, index last", "cut-off" },
        { "hollow", "unreadable" },
        { "random bytes", "not-a-video" },
        { "random bytes in a box", "cut-off" },
        { "8K doubled", "picture-too-large" },
        { "33 tracks", "unknown-kind" },
        { "rare codec", "unknown-codec" },
        { "two pictures 13 hours apart", "too-long" },
    };

    [Theory, MemberData(nameof(Unwatchable))]
    public async Task What_cannot_be_watched_gets_its_verdict_at_once(string what, string code)
    {
        var path = await Make(what);
        var watch = Stopwatch.StartNew();

        using var folder = new TestFolder(path);
        var (source, verdict) = await Probe.Look(folder.Path, TestContext.Current.CancellationToken);

        Assert.Null(source);
        Assert.Equal(code, verdict!.Code);
        Assert.InRange(verdict.Title.Length, 40, 250);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static Task<string> Make(string what) => what switch
    {
        "empty file" => TestRecordings.Write("empty.mp4", []),
        "text" => TestRecordings.Text("lesson.mp4", "My lesson plan for Tuesday."),
        "playlist" => TestRecordings.Text("lesson.mp4",
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nneighbour.mp4\n#EXT-X-ENDLIST\n"),
        "script" => TestRecordings.Text("lesson.mp4", "ffconcat version 1.0\nfile neighbour.mp4\n"),
        "zip" => TestRecordings.Write("lesson.zip", [0x50, 0x4b, 3, 4, 0, 0, 0, 0]),
        "photo" => TestRecordings.Photo,
        "m4a with a cover" => TestRecordings.SoundWithCover(),
        "half, index last" => TestRecordings.HalfOf(TestRecordings.Lesson),
        "hollow" => TestRecordings.Hollow(),
        "random bytes" => TestRecordings.Write("noise.mp4", Noise()),
        "random bytes in a box" => TestRecordings.Write("noise.mp4", [0, 1, 0, 0, .. "ftyp"u8, .. Noise()]),
        "8K doubled" => TestRecordings.Huge,
        "33 tracks" => TestRecordings.Make("33-tracks.mp4", "-f lavfi -i testsrc2=s=32x32:d=0.1 " +
            $"{string.Concat(Enumerable.Repeat("-map 0 ", 33))} -c:v mjpeg"),
        "rare codec" => TestRecordings.RareCodec,
        "two pictures 13 hours apart" => TestRecordings.Endless,
        _ => TestRecordings.Sound(what),
    };

    private static byte[] Noise()
    {
        var noise = new byte[40_000];
        new Random(2).NextBytes(noise);
        return noise;
    }

    internal static async Task<Source> Look(Task<string> recording)
    {
        using var folder = new TestFolder(await recording);
        var (source, verdict) = await Probe.Look(folder.Path, TestContext.Current.CancellationToken);
        Assert.Null(verdict);
        return source!;
    }
}
