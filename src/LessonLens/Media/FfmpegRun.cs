namespace LessonLens.Media;

/// <summary>One program with its arguments, its folder and its limits.</summary>
public sealed record FfmpegRun(string Program, string Folder, params IReadOnlyList<string> Arguments)
{
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long the output may stay the same; only seen when progress is followed.</summary>
    public TimeSpan? Standstill { get; init; }

    /// <summary>Called some times a second with the time that the output has reached.</summary>
    public Action<TimeSpan>? Progress { get; init; }

    /// <summary>Of a long output its end, and not its beginning.</summary>
    public bool WantsEnd { get; init; }

    /// <summary>Leaves the processor to whatever somebody is waiting for.</summary>
    public bool Gently { get; init; }

    /// <summary>If gently, then only once this has happened.</summary>
    public Task GentlyAfter { get; init; } = Task.CompletedTask;

    /// <summary>Null: the best that works here.</summary>
    public SandboxLevel? Sandbox { get; init; }

    public static FfmpegRun Ffmpeg(string folder, params IReadOnlyList<string> arguments) =>
        new("ffmpeg", folder, [
            "-hide_banner", "-nostdin", "-nostats", "-v", "error",
            "-progress", "pipe:1", "-stats_period", "0.2",
            .. arguments])
        {
            Standstill = TimeSpan.FromSeconds(20),
            Progress = _ => { },
        };

    public static FfmpegRun Ffprobe(string folder, params IReadOnlyList<string> arguments) =>
        new("ffprobe", folder, ["-hide_banner", "-v", "error", .. arguments]);
}

public sealed record FfmpegResult(FfmpegRun Run, int ExitCode, string Output, string Errors, TimeSpan OutTime)
{
    // Beyond these it was ended by signals (123 and 255 are how ffmpeg says so), or never began.
    private const int LastOfItsOwn = 122;

    // What it could not write is not there, and next to nothing else could be.
    private const long NoRoom = 64 << 20;

    private static readonly string[] Room = ["No space left on device", "Disk quota exceeded"];

    private static readonly string[] Wants = [.. Room, "File too large", "Cannot allocate memory"];

    public bool Succeeded => ExitCode == 0;

    /// <summary>It was not let do its work: that says nothing of the file.</summary>
    public bool IsOurFault => !Succeeded && (ExitCode > LastOfItsOwn || Says(Wants));

    /// <summary>It says so of other things as well, at times those that a file announces.</summary>
    public bool HadNoRoom => !Succeeded && Says(Room)
        && new DriveInfo(Run.Folder).AvailableFreeSpace < NoRoom;

    public FfmpegResult OrThrow() =>
        Succeeded ? this : throw new FfmpegFailed(Run, $"ended with {ExitCode}", Errors);

    private bool Says(string[] words) =>
        words.Any(word => Errors.Contains(word, StringComparison.Ordinal));
}

/// <summary>What went wrong, with the end of what the program said: for the log, never for a page.</summary>
public sealed class FfmpegFailed(FfmpegRun run, string reason, string errors)
    : Exception($"{run.Program} {reason}: {string.Join(' ', run.Arguments)}\n{errors}")
{
    /// <summary>Not by us: by a system that is short of memory, say. It may well succeed again.</summary>
    public bool WasKilled { get; init; }
}
