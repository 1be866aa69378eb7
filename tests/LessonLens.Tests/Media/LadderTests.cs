using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>In which sizes a recording can be watched.</summary>
public sealed class LadderTests
{
    [Theory]
    [InlineData(1920, 1080, "720p 1280x720, 360p 640x360")]
    [InlineData(1080, 1920, "720p 720x1280, 360p 360x640")]
    [InlineData(640, 480, "720p 640x480, 360p 480x360")]
    [InlineData(640, 360, "360p 640x360")]
    [InlineData(321, 243, "360p 320x242")]
    public void It_is_made_for_large_and_small_screens_and_never_larger_than_it_is(
        int width, int height, string expected) => Assert.Equal(expected, Ladder(width, height));

    [Fact]
    public void A_school_may_want_it_larger() =>
        Assert.Equal("1080p 1920x1080, 360p 640x360", Ladder(3840, 2160, 360, 1080));

    [Fact]
    public async Task All_sizes_show_the_same_at_the_same_time()
    {
        using var large = await MadeHls.ByEncoding(TestRecordings.Luma(1280, 720));
        using var small = await MadeHls.ByEncoding(TestRecordings.Luma(1280, 720), rung: 1);

        Assert.Equal((640, 360), await small.Size());
        Assert.Equal(large.Segments.Durations, small.Segments.Durations);
        var (ofLarge, ofSmall) = (await large.Frames(), await small.Frames());
        Assert.Equal(600, ofLarge.Count);
        Assert.Equal(ofLarge, ofSmall);
        Assert.Equal(Enumerable.Range(0, 600).Select(number => number % 100), ofLarge);
    }

    private static string Ladder(int width, int height, params int[] heights) => string.Join(", ",
        LessonLens.Media.Ladder.For(new Picture(0, "h264", "yuv420p", width, height), heights)
            .Select(rung => $"{rung.Kind} {rung.Width}x{rung.Height}"));
}
