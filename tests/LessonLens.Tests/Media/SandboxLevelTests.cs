using System.Diagnostics;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>On a machine where programs cannot be shut in, for want of bubblewrap.</summary>
public sealed class SandboxLevelTests(TestServer server) : IClassFixture<TestServer>, IDisposable
{
    private readonly TemporaryFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task A_recording_is_made_all_the_same_and_the_level_is_known()
    {
        var all = await server.StartWith(WithoutBubblewrap(), "all");
        var amira = await server.Someone(all, "Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);

        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");

        Assert.Equal(
            Environment.IsPrivilegedProcess ? "OwnUser" : "Limits",
            await server.Sql<string>("select level from sandboxes"));
        Assert.Contains("bwrap", await server.Sql<string>("select why from sandboxes"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_requires_the_best_is_told_in_words_why_it_does_not_start()
    {
        var settings = WithoutBubblewrap();
        settings["Media__Sandbox"] = "required";
        using var process = Process.Start(server.NotStarted(settings, "worker").Program)!;

        var said = process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);

        Assert.NotEqual(0, process.ExitCode);
        var words = await said + await process.StandardError.ReadToEndAsync(Stop);
        Assert.Contains("Media:Sandbox is 'required'", words, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Dictionary<string, string> WithoutBubblewrap() => Programs.AloneIn(
        _programs, "dotnet", "setsid", "setpriv", "prlimit", "ffmpeg", "ffprobe");
}
