using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>A machine that has too little memory for some of what ffmpeg could do.</summary>
public sealed class ShortOfMemoryTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly TemporaryFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task What_cannot_be_copied_is_encoded()
    {
        var all = await StartWithLittleFor("*'-c copy'*'-f hls'*");
        var amira = await server.Someone(all, "Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await KindsOfRecording.Named("silent.mp4").File());

        await amira.RecordingOnce(lesson, now => (string?)now["state"] is "ready" or "failed");

        Assert.Equal("ready", await amira.StateOf(lesson));
        Assert.Equal(0, await server.Sql<int>("select count(*) from renditions where kind = 'copy'"));
        await all.Kill();
    }

    [Fact]
    public async Task A_picture_that_cannot_be_made_now_is_worth_asking_for_again()
    {
        var all = await StartWithLittleFor("*normal.mkv");
        var amira = await server.Someone(all, "Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await LumaRecordings.Joined());
        await amira.RecordingOnce(lesson, now => now["durationMs"] is not null);

        using var still = await new Watching(amira, lesson).Get("stills/1000.jpg");

        Assert.Contains("The recording is safe",
            await Problem.TitleOf(still, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.NotNull(still.Headers.RetryAfter);
        await all.Kill();
    }

    private async Task<ServerProcess> StartWithLittleFor(string command)
    {
        var settings = Programs.AloneIn(_programs, "dotnet", "setsid", "setpriv", "prlimit", "ffprobe");
        await File.WriteAllTextAsync(_programs["ffmpeg"], $"""
            #!/bin/sh
            case "$*" in {command}) ulimit -v 20000;; esac
            PATH=/usr/local/bin:/usr/bin exec ffmpeg "$@"
            """);
        File.SetUnixFileMode(_programs["ffmpeg"], (UnixFileMode)0b111_101_101);
        return await server.StartWith(settings, "all");
    }
}
