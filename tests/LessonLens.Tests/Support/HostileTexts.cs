namespace LessonLens.Tests.Support;

/// <summary>Texts that players take for films, and that name others: of each, what it names.</summary>
internal static class HostileTexts
{
    public static string Playlist(string target) =>
        $"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{target}\n#EXT-X-ENDLIST\n";

    public static string Script(string target) => $"ffconcat version 1.0\nfile '{target}'\nduration 2\n";

    public static string Session(int port) =>
        $"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=Lesson\nc=IN IP4 127.0.0.1\nt=0 0\n" +
        $"m=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n";

    public static string Dash(string target) =>
        $"""
        <?xml version="1.0"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S">
          <Period><AdaptationSet mimeType="video/mp4">
            <Representation id="1" bandwidth="1" codecs="avc1.42c00d">
            <BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period>
        </MPD>
        """;

    public static string Smil(string target) => $"<smil><body><video src=\"{target}\"/></body></smil>";

    public static string Asx(string target) =>
        $"<asx version=\"3.0\"><entry><ref href=\"{target}\"/></entry></asx>";

    public static string List(string target) => $"#EXTM3U\n#EXTINF:2,Lesson\n{target}\n";

    public static string Drawing(string target) =>
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">" +
        $"<image xlink:href=\"{target}\" width=\"160\" height=\"90\"/></svg>";

    public static string Page(string target) => $"<!doctype html><video src=\"{target}\" autoplay></video>";
}
