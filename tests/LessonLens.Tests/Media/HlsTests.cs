using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>The commands on real recordings; what they write is measured by a probe of its own.</summary>
public sealed class HlsTests
{
    [Fact]
    public async Task Copying_keeps_the_length_and_cuts_every_six_seconds()
    {
        using var made = await Copied(TestRecordings.Lesson);

        Assert.Equal([6, 6, 6, 2], made.Segments.Durations.Select(duration => duration.TotalSeconds));
        Assert.Equal("avc1.4d401e,mp4a.40.2", made.Codecs);
        Assert.Equal((640, 360), await made.Size());
    }

    [Fact]
    public async Task Copying_works_without_sound()
    {
        using var made = await Copied(TestRecordings.Silent);

        Assert.Equal(8, made.Segments.Duration.TotalSeconds, 0.1);
        Assert.DoesNotContain("mp4a", made.Codecs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_stops_early_is_copied_up_to_there()
    {
        using var made = await Copied(TestRecordings.HalfOf(TestRecordings.IndexFirst));

        Assert.InRange(made.Segments.Duration.TotalSeconds, 5, 15);
    }

    [Fact]
    public async Task A_turned_phone_is_encoded_upright()
    {
        using var made = await Encoded(TestRecordings.Turned());

        Assert.Equal((360, 640), await made.Size());
        Assert.Equal(20, made.Segments.Duration.TotalSeconds, 0.1);
    }

    [Fact]
    public async Task High_dynamic_range_becomes_eight_bits_that_every_browser_plays()
    {
        using var made = await Encoded(TestRecordings.Hlg);

        Assert.StartsWith("avc1.6400", made.Codecs, StringComparison.Ordinal);
        Assert.Equal("yuv420p,bt709", await made.Ask("stream=pix_fmt,color_transfer"));
    }

    [Fact]
    public async Task A_browsers_recording_without_a_duration_is_encoded_whole()
    {
        using var made = await Encoded(TestRecordings.WebM);

        Assert.Equal(8, made.Segments.Duration.TotalSeconds, 0.2);
        Assert.EndsWith("mp4a.40.2", made.Codecs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camcorders_recording_is_encoded_whole()
    {
        using var made = await Encoded(TestRecordings.TransportStream);

        Assert.Equal(8, made.Segments.Duration.TotalSeconds, 0.2);
    }

    [Fact]
    public async Task Sound_that_begins_late_is_heard_when_it_was_recorded()
    {
        using var made = await Encoded(TestRecordings.LateTone);
        string File(string name) => Path.Combine(made.Folder, name);
        var clock = await SegmentClock.Of(File(HlsOutput.Init), TestContext.Current.CancellationToken);
        var last = File(SegmentList.FileOf(made.Segments.Durations.Count - 1));

        var end = await clock.SoundEnd(last, TestContext.Current.CancellationToken);
        Assert.Equal(8, end!.Value.TotalSeconds, 0.1);
        Assert.False((await ProbeTests.Look(TestRecordings.LateTone)).CanBeCopied);
    }

    [Fact]
    public async Task Odd_sizes_become_even()
    {
        using var made = await Encoded(TestRecordings.OddSize);

        Assert.Equal((320, 242), await made.Size());
    }

    [Fact]
    public async Task Interlaced_pictures_become_whole_ones()
    {
        using var made = await Encoded(TestRecordings.Interlaced);

        Assert.Equal("0", await made.Ask("frame=interlaced_frame"));
    }

    [Theory]
    [InlineData(1920, 1080, 1280, 720)]
    [InlineData(1080, 1920, 720, 1280)]
    [InlineData(320, 240, 320, 240)]
    [InlineData(2560, 1080, 1280, 540)]
    [InlineData(1440, 1080, 960, 720)]
    [InlineData(1, 5000, 2, 1280)]
    public void The_picture_fits_720p_and_never_grows(int width, int height, int fitWidth, int fitHeight) =>
        Assert.Equal(
            (fitWidth, fitHeight), VideoFilters.Fit(new Picture(0, "h264", "yuv420p", width, height), 720));

    private static Task<MadeHls> Copied(Task<string> recording) => MadeHls.ByCopying(recording);

    private static Task<MadeHls> Encoded(Task<string> recording) => MadeHls.ByEncoding(recording);
}
