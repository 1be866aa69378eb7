using System.Diagnostics;
using System.Globalization;
using LessonLens.Blobs;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

public sealed class FfmpegTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lessonlens-").FullName;

    public void Dispose() => TemporaryFolder.Remove(_folder);

    [Fact]
    public async Task A_program_that_stands_still_is_ended_with_all_that_it_started()
    {
        var run = Shell("trap '' TERM; sleep 1000 & echo $! > child; while true; do sleep 0.1; done") with
        {
            Standstill = TimeSpan.FromSeconds(3),
            Progress = _ => { },
        };

        var failure = await Assert.ThrowsAsync<FfmpegFailed>(() => Ffmpeg.Run(run, Stop));

        Assert.Contains("stood still", failure.Message, StringComparison.Ordinal);
        await IsGone(Path.Combine(_folder, "child"));
    }

    [Fact]
    public async Task A_program_that_keeps_moving_is_ended_at_its_time_limit()
    {
        var run = FfmpegRun.Ffmpeg(_folder, "-re", "-f", "lavfi", "-i", "testsrc2", "-f", "null", "-") with
        {
            Limit = TimeSpan.FromSeconds(6),
            Standstill = TimeSpan.FromSeconds(4),
        };

        var failure = await Assert.ThrowsAsync<FfmpegFailed>(() => Ffmpeg.Run(run, Stop));

        Assert.Contains("was not done", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_ended_when_its_job_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var child = new FileInfo(Path.Combine(_folder, "child"));

        var run = Ffmpeg.Run(Shell(
            "trap 'sleep 1; echo > late' TERM; echo $$ > child; sleep 1000"), stop.Token);
        await Eventually(() => LengthOf(child) > 0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await IsGone(child.FullName);
        Assert.False(File.Exists(Path.Combine(_folder, "late")));
    }

    [Fact]
    public async Task A_program_is_ended_though_its_job_is_stopped_while_it_begins()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        for (var times = 0; times < 20; times++)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ffmpeg.Run(
                Shell("exec sleep 1000"), stop.Token).WaitAsync(TimeSpan.FromSeconds(60), Stop));
    }

    [Fact]
    public async Task A_failure_carries_the_last_words_of_a_program_that_talks_without_end()
    {
        var result = await Ffmpeg.Run(Shell(
            "yes | head -c 1000000 >&2; yes | head -c 9000000; echo alas >&2; exit 3"), Stop);

        var failure = Assert.Throws<FfmpegFailed>(result.OrThrow);
        Assert.Contains("ended with 3", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("alas\n", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Message.Length < 10_000);
    }

    [Fact]
    public async Task Who_wants_the_end_of_a_long_output_gets_it()
    {
        var result = await Ffmpeg.Run(Shell("seq 1 1000000") with { WantsEnd = true }, Stop);

        Assert.EndsWith("999999\n1000000\n", result.Output, StringComparison.Ordinal);
        Assert.True(result.Output.Length < 100_000);
    }

    [Fact]
    public async Task A_program_that_finds_no_room_blames_the_disk_and_not_the_file()
    {
        using var disk = SmallDisk.Below(_folder, 2 << 20);
        Assert.SkipUnless(disk.IsThere, "Only root may mount a disk of its own, where it may.");

        var full = await Assert.ThrowsAsync<IOException>(() => Ffmpeg.Run(FfmpegRun.Ffmpeg(
            _folder, "-f", "lavfi", "-i", "testsrc2", "-t", "2", "-f", "rawvideo", "much")
            with { Sandbox = SandboxLevel.Limits }, Stop));

        Assert.True(FullDisk.IsMeant(full), full.Message);
    }

    [Fact]
    public async Task A_program_learns_nothing_of_our_secrets()
    {
        Environment.SetEnvironmentVariable("LESSONLENS_TEST_SECRET", "hush");

        var result = await Ffmpeg.Run(Shell("env"), Stop);

        Assert.DoesNotContain("hush", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SandboxLevel.Limits)]
    [InlineData(SandboxLevel.OwnUser)]
    [InlineData(SandboxLevel.Closed)]
    public async Task A_program_dies_with_us_when_we_are_killed(SandboxLevel level)
    {
        var (best, why) = await Sandbox.Best(_folder);
        Assert.SkipUnless(best >= level, $"This machine gives no better sandbox than {best}: {why}");
        var tests = Path.ChangeExtension(GetType().Assembly.Location, null);
        using var us = Process.Start(new ProcessStartInfo(tests)
        {
            UseShellExecute = false,
            Environment = { [Victim.Folder] = _folder, [Victim.Level] = $"{level}" },
            RedirectStandardOutput = true,
        })!;
        var signs = new FileInfo(Path.Combine(_folder, "alive"));
        await Eventually(() => LengthOf(signs) > 10);

        us.Kill();

        await us.WaitForExitAsync(Stop);
        // Numbered anew where it is closed, so by its signs: twenty a second while it lives.
        var before = -1L;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (before != (before = LengthOf(signs))) await Task.Delay(1000, limit.Token);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Processes are counted anew in the best sandbox, and these are to be found.
    private FfmpegRun Shell(string script) =>
        new("sh", _folder, "-c", script) { Sandbox = SandboxLevel.Limits };

    private static Task IsGone(string file)
    {
        var id = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        return Eventually(() => !Directory.Exists($"/proc/{id}"));
    }

    private static async Task Eventually(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds()) await Task.Delay(20, limit.Token);
    }

    private static long LengthOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }
}
