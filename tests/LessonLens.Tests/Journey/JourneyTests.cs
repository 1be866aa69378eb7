using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Journey;

/// <summary>
/// The whole way of a lesson, with a web process and a worker of its own, as a school runs them.
/// </summary>
public sealed class JourneyTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_lesson_travels_from_a_file_to_two_people_writing_notes_on_it() =>
        await Travel(server.Start);

    [Fact]
    public async Task It_travels_as_well_with_blobs_in_Azure_and_a_worker_on_another_machine() =>
        await Travel(server.StartApart);

    private async Task Travel(Func<string, Task<ServerProcess>> start)
    {
        var web = await start("web");
        var worker = await start("worker");
        var amira = await server.Someone(web, "Amira");
        var ben = await server.Someone(web, "Ben");
        var lesson = await amira.PlanLesson("Comparing fractions");

        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        var files = await FilesOf(amira, lesson);
        foreach (var path in (string[])[$"/lessons/{lesson}", $"/api/lessons/{lesson}", .. files])
        {
            Assert.Equal(HttpStatusCode.OK, await amira.StatusOf(path));
            Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf(path));
        }

        await amira.Share(lesson, with: ben);
        Assert.Equal(HttpStatusCode.OK, await ben.StatusOf(files[0]));
        await amira.WriteNote(lesson, Guid.CreateVersion7(), "Leila has an idea before I ask", atMs: 2000);
        await ben.WriteNote(lesson, Guid.CreateVersion7(), "Who else saw it?", atMs: 2500);

        foreach (var person in (SignedIn[])[amira, ben])
        {
            var conversation = await person.Get($"/api/lessons/{lesson}/annotations?after=0");
            Assert.Equal(
                ["Leila has an idea before I ask", "Who else saw it?"],
                conversation["changes"]!.AsArray().Select(change => (string?)change!["annotation"]!["text"]));
        }

        await worker.Kill();
        await web.Kill();
    }

    /// <summary>
    /// Everything under /media that the lesson's playlists name, and what has an address of its own.
    /// </summary>
    private static async Task<List<string>> FilesOf(SignedIn person, Guid lesson)
    {
        var folder = $"/media/lessons/{lesson}/";
        var files = new List<string> { folder + "main.m3u8", folder + "poster.jpg" };
        for (var next = 0; next < files.Count; next++)
        {
            if (!files[next].EndsWith(".m3u8", StringComparison.Ordinal)) continue;
            var playlist = await person.Http.GetStringAsync(new Uri(files[next], UriKind.Relative));
            files.AddRange(playlist.Split('\n')
                .Select(line => line.StartsWith("#EXT-X-MAP", StringComparison.Ordinal)
                    ? line.Split('"')[1] : line)
                .Where(line => line.Length > 0 && !line.StartsWith('#'))
                .Select(name => folder + name));
        }

        Assert.True(files.Count >= 5,
            $"A playlist, a rendition, its first segments: {string.Join(' ', files)}");
        return files;
    }
}
