using System.Runtime.CompilerServices;
using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>This very program, started once more to be killed while it runs another.</summary>
internal static class Victim
{
    /// <summary>Names the folder to work in; without it, this is an ordinary test run.</summary>
    public const string Folder = "LESSONLENS_TEST_VICTIM_FOLDER";

    /// <summary>The <see cref="SandboxLevel"/> of the other program.</summary>
    public const string Level = "LESSONLENS_TEST_VICTIM_LEVEL";

    // Before the test runner begins, which would start a database and all.
    [ModuleInitializer]
    internal static void RunUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder) return;
        var run = new FfmpegRun("sh", folder, "-c", "while true; do echo >> alive; sleep 0.05; done")
        {
            Sandbox = Enum.Parse<SandboxLevel>(Environment.GetEnvironmentVariable(Level)!),
        };
        Ffmpeg.Run(run, CancellationToken.None).GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
