using System.Net;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A lesson's recording as a player sees it.</summary>
internal sealed partial class Watching(SignedIn person, Guid lesson)
{
    public string MainAddress => Address("main.m3u8");

    public string Address(string name) => $"/media/lessons/{lesson}/{name}";

    public async Task<string> Main() => await Text("main.m3u8");

    public async Task<string> RenditionName() => (await RenditionNames())[0];

    public async Task<IReadOnlyList<string>> RenditionNames() =>
        [.. (await Main()).Split('\n').Where(line => line.EndsWith(".m3u8", StringComparison.Ordinal))];

    public async Task<string> Rendition(int number = 0) => await Text((await RenditionNames())[number]);

    /// <summary>
    /// When each small picture is shown, on which sheet it lies, and where (x:y:width:height).
    /// </summary>
    public async Task<IReadOnlyList<(TimeSpan From, TimeSpan To, string Sheet, string Place)>> Thumbnails()
    {
        using var track = await Get("thumbnails.vtt");
        Assert.Equal("text/vtt", track.Content.Headers.ContentType!.MediaType);
        var cues = Cues().Matches(await track.Content.ReadAsStringAsync());
        return [.. cues.Select(cue => (Time(cue.Groups[1].Value), Time(cue.Groups[2].Value),
            cue.Groups[3].Value, cue.Groups[4].Value.Replace(',', ':')))];

        static TimeSpan Time(string text) =>
            TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    public static IReadOnlyList<string> Segments(string playlist) =>
        [.. playlist.Split('\n').Where(line => line.EndsWith(".m4s", StringComparison.Ordinal))];

    public static string Init(string playlist) => InitName().Match(playlist).Groups[1].Value;

    public static double Seconds(string playlist) => Lengths().Matches(playlist)
        .Sum(match => double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    public async Task<HttpResponseMessage> Get(string name, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address(name));
        foreach (var (header, value) in headers) request.Headers.Add(header, value);
        return await person.Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> Head(string name) =>
        await person.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address(name)));

    private async Task<string> Text(string name)
    {
        using var answer = await Get(name);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vnd.apple.mpegurl", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("#EXT-X-MAP:URI=\"(.+?)\"")]
    private static partial Regex InitName();

    [GeneratedRegex("([0-9:.]+) --> ([0-9:.]+)\n([0-9a-f-]+\\.jpg)#xywh=([0-9,]+)\n")]
    private static partial Regex Cues();

    [GeneratedRegex("#EXTINF:([0-9.]+),")]
    private static partial Regex Lengths();
}
