using LessonLens.Media;

namespace LessonLens.Tests.Media;

public sealed class PlaylistTests
{
    private static readonly Rendition Growing = new()
    {
        Id = Guid.Parse("0190a000-0000-7000-8000-000000000001"),
        RecordingId = Guid.Empty,
        Kind = "copy",
        State = "growing",
        Width = 1280,
        Height = 720,
        Bandwidth = 2_000_000,
        Codecs = "avc1.64001f,mp4a.40.2",
    };

    [Fact]
    public void A_growing_playlist_begins_at_the_beginning_and_promises_more() => Assert.Equal("""
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-TARGETDURATION:7
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-PLAYLIST-TYPE:EVENT
        #EXT-X-START:TIME-OFFSET=0,PRECISE=YES
        #EXT-X-MAP:URI="0190a000000070008000000000000001-0.mp4"
        #EXTINF:6.000,
        0190a000000070008000000000000001-1.m4s
        #EXTINF:6.040,
        0190a000000070008000000000000001-2.m4s

        """, HlsPlaylist.Of(Growing, [Segment(1, 6000), Segment(2, 6040)]));

    [Fact]
    public void A_complete_playlist_says_that_it_is_all()
    {
        var playlist = HlsPlaylist.Of(Growing with { State = "complete" }, [Segment(1, 2000)]);

        Assert.Contains("#EXT-X-PLAYLIST-TYPE:VOD\n", playlist, StringComparison.Ordinal);
        Assert.EndsWith("\n#EXT-X-ENDLIST\n", playlist, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0190a000000070008000000000000001-0.mp4", 0)]
    [InlineData("0190a000000070008000000000000001-1.m4s", 1)]
    [InlineData("0190a000000070008000000000000001-450.m4s", 450)]
    public void Segments_are_found_by_the_names_that_playlists_use(string name, int number) =>
        Assert.Equal((Growing.Id, number), MediaNames.SegmentOf(name));

    [Theory]
    [InlineData("0190a000000070008000000000000001-0.m4s")]
    [InlineData("0190a000000070008000000000000001-1.mp4")]
    [InlineData("0190a000000070008000000000000001-01.m4s")]
    [InlineData("0190A000000070008000000000000001-1.m4s")]
    [InlineData("0190a000000070008000000000000001-1.m4s\n")]
    [InlineData("../0190a000000070008000000000000001-1.m4s")]
    [InlineData("")]
    public void No_other_name_is_understood(string name) => Assert.Null(MediaNames.SegmentOf(name));

    private static Segment Segment(int number, int durationMs) =>
        new() { Number = number, Blob = "", DurationMs = durationMs, Bytes = 1 };
}
