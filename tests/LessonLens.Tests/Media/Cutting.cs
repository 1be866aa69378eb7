using System.Net;
using System.Net.Http.Json;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A clip as its owner gets it.</summary>
internal static class Cutting
{
    public static async Task<byte[]> Clip(SignedIn person, Guid lesson, int fromMs, int toMs)
    {
        var clip = Guid.CreateVersion7();
        using var cut = await person.Http.PutAsJsonAsync($"/api/lessons/{lesson}/clips/{clip}",
            new { fromMs, toMs, title = "Leila explains" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, cut.StatusCode);
        var film = $"/media/clips/{clip}/clip.mp4";
        await Wait.Until(async () => await person.StatusOf(film) == HttpStatusCode.OK, 60);
        return await person.Http.GetByteArrayAsync(
            new Uri(film, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
