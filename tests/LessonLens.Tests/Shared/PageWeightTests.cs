using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Shared;

public sealed partial class PageWeightTests(LessonLensApp app, ITestOutputHelper output)
    : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task The_room_needs_at_most_80_KB_of_script_before_the_player()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var page = await amira.Http.GetStringAsync(new Uri($"/lessons/{lesson}", UriKind.Relative));
        var toFetch = new Queue<string>(Scripts().Matches(page).Select(found => found.Groups[1].Value));
        Assert.NotEmpty(toFetch);
        var bytes = new Dictionary<string, long>();
        while (toFetch.TryDequeue(out var script))
        {
            if (bytes.ContainsKey(script)) continue;
            bytes[script] = await PackedLength(amira, script);
            // What is imported by a call is fetched beside the page, and not before it.
            var text = await amira.Http.GetStringAsync(new Uri(script, UriKind.Relative));
            foreach (Match part in Parts().Matches(text)) toFetch.Enqueue(part.Groups[1].Value);
        }

        output.WriteLine($"{bytes.Values.Sum() / 1024.0:0.0} KB in {bytes.Count} files");
        Assert.InRange(bytes.Values.Sum(), 1024, 80 * 1024);
    }

    private static async Task<long> PackedLength(SignedIn amira, string script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await amira.Http.SendAsync(request);
        Assert.Contains("gzip", answer.Content.Headers.ContentEncoding);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    [GeneratedRegex("<script type=\"module\" src=\"([^\"?]+)")]
    private static partial Regex Scripts();

    [GeneratedRegex("(?:from|import)\\s*\"(/assets/[^\"]+)\"")]
    private static partial Regex Parts();
}
