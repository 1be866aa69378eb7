using System.Net;
using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A clip as its owner gets it.</summary>
internal static class Cutting
{
    public static async Task<byte[]> Clip(SignedIn person, Guid lesson, int fromMs, int toMs) =>
        await person.Http.GetByteArrayAsync(
            new Uri($"{await Cut(person, lesson, fromMs, toMs)}/clip.mp4", UriKind.Relative),
            TestContext.Current.CancellationToken);

    /// <returns>Where the film and its poster are, once they are there.</returns>
    public static async Task<string> Cut(SignedIn person, Guid lesson, int fromMs, int toMs)
    {
        var clip = Guid.CreateVersion7();
        using var cut = await person.Http.PutAsJsonAsync($"/api/lessons/{lesson}/clips/{clip}",
            new { fromMs, toMs, title = "Leila explains" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, cut.StatusCode);
        var address = $"/media/clips/{clip}";
        await Wait.Until(async () => await person.StatusOf($"{address}/clip.mp4") == HttpStatusCode.OK, 120);
        return address;
    }
}
