using LessonLens.Jobs;
using LessonLens.Uploads;

namespace LessonLens.Media;

/// <summary>
/// Work on a recording that failed or stumbles, as its school's administrator sees it. Of the lesson there is
/// what an administrator may know of any, and nothing that is to be seen or heard in it.
/// </summary>
public sealed record SchoolJob
{
    public required long Id { get; init; }

    /// <summary>The lesson's title.</summary>
    public required string Title { get; init; }

    /// <summary>Of the recording as it came.</summary>
    public long? Bytes { get; init; }

    /// <summary>The name of the lesson's owner.</summary>
    public required string Owner { get; init; }

    /// <summary>For programs; does not change.</summary>
    public required string Kind { get; init; }

    /// <summary>Given up; else it will be tried again by itself.</summary>
    public required bool IsDead { get; init; }

    /// <summary>As many as were begun, 5 at most.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was given up, or when its next attempt is or was due.</summary>
    public required DateTime At { get; init; }

    /// <summary>One line, once it is given up.</summary>
    public string? Reason { get; init; }

    /// <summary>The end of what the program said at the last attempt, at most 4,096 characters.</summary>
    public string? Log { get; init; }

    /// <summary>What the work is for, in a sentence: "Making it watchable … failed."</summary>
    internal string Work => Kind switch
    {
        RecordingChoice.FirstJob => "Looking at the file",
        CopyJob.Name => "Making it watchable at once",
        EncodeJob.Name => "Making it watchable on every device",
        PosterJob.Name => "Making the picture on its card",
        ThumbnailJob.Name => "Making the small pictures along its timeline",
        PeaksJob.Name => "Measuring its sound",
        ClipJob.Name => "Cutting a clip out of it",
        FingerprintJob.Name => "Checking that all of it is as it came",
        DropCopyJob.Name => "Making room once it was watchable",
        _ => $"Work on it ({Kind})",
    };
}

/// <summary>What an administrator sees of the work on recordings.</summary>
/// <param name="Troubled">Of their own schools, the last to fail first; at most 200.</param>
/// <param name="Lanes">Of this installation as a whole.</param>
public sealed record SchoolJobs(IReadOnlyList<SchoolJob> Troubled, IReadOnlyList<LaneStanding> Lanes);
