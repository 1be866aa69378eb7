using System.Security.Cryptography;
using LessonLens.Tests.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>What is on its way already is taken back, too, from whoever may no longer have it.</summary>
[Collection(nameof(Alone))]
public sealed class CutOffTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int Bytes = 48 << 20;

    [Fact]
    public async Task A_download_ends_where_it_is_when_its_reader_is_out_or_the_lesson_is() =>
        await Task.WhenAll(
            IsCutOff("/media/lessons/{0}/original", async (amira, _) =>
                await (await app.Someone("Dana", role: "admin")).Do("Disable", amira)),
            IsCutOff("/media/lessons/{0}/original", (amira, lesson) =>
                amira.Delete($"/api/lessons/{lesson}")),
            IsCutOff("/api/lessons/{0}/export", (amira, _) => amira.Delete("/api/session")),
            IsCutOff("/api/me/export", (amira, _) => amira.Delete("/api/session")));

    private async Task IsCutOff(string path, Func<SignedIn, Guid, Task> what)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.Upload(lesson, RandomNumberGenerator.GetBytes(Bytes));
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "failed");
        using var http = new HttpClient(NarrowLine.Holding(1 << 18)) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("Cookie", amira.Cookie);
        using var answer = await http.GetAsync(
            new Uri(string.Format(null, path, lesson), UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var (some, read) = (new byte[1 << 16], 0L);
        await body.ReadExactlyAsync(some);
        await what(amira, lesson);
        // As over a slow line: at most 64 KiB every 16 ms, which is twelve seconds for all.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(16));
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            for (int more; (more = await body.ReadAsync(some)) > 0; await pace.WaitForNextTickAsync())
                read += more;
        });
        // Beside what comes in less than five seconds, there is what the line held.
        Assert.InRange(read, 0, Bytes * 3 / 4);
    }
}
