using System.Diagnostics;
using System.Globalization;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>What a system ends that is short of memory says nothing of the file.</summary>
public sealed class KilledProgramTests
{
    [Fact]
    public async Task A_recording_is_not_condemned_for_a_probe_that_was_killed()
    {
        using var folder = new TestFolder(await TestRecordings.Lesson);
        FfmpegFailed? failure = null;
        // It may be done before it is found.
        for (var tries = 0; failure is null && tries < 100; tries++)
        {
            var looking = Probe.Look(folder.Path, TestContext.Current.CancellationToken);
            while (!looking.IsCompleted && !KillsWhateverWorksIn(folder.Path)) await Task.Yield();
            try
            {
                var (source, verdict) = await looking;
                Assert.Null(verdict);
                Assert.NotNull(source);
            }
            catch (FfmpegFailed killed)
            {
                failure = killed;
            }
        }

        Assert.True(failure?.WasKilled);
    }

    private static bool KillsWhateverWorksIn(string folder)
    {
        var found = Directory.EnumerateDirectories("/proc").FirstOrDefault(
            process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && FolderOf(process) == folder);
        if (found is null) return false;
        try
        {
            using var program = Process.GetProcessById(
                int.Parse(Path.GetFileName(found), CultureInfo.InvariantCulture));
            program.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // It was quicker.
            return false;
        }
    }

    private static string? FolderOf(string process)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone.
            return null;
        }
    }
}
