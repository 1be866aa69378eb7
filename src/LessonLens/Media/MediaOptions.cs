using System.ComponentModel.DataAnnotations;

namespace LessonLens.Media;

/// <summary>What to do where programs that read recordings cannot be shut in.</summary>
public enum SandboxRule
{
    /// <summary>Take the best level that works, and say so.</summary>
    Best,

    /// <summary>Refuse to start below <see cref="SandboxLevel.Closed"/>.</summary>
    Required,
}

/// <summary>Settings under <c>Media</c>.</summary>
public sealed class MediaOptions
{
    /// <summary>
    /// The screens that renditions are made for, by the height of a lying picture in lines.
    /// </summary>
    /// <remarks>Left empty: 720 and 360. 1080 takes about twice the time of both.</remarks>
    [MaxLength(4)]
    public IReadOnlyList<int> Heights { get; init; } = [];

    /// <summary>How long the recording as it came stays watchable once the renditions are there.</summary>
    /// <remarks>Somebody may be in the middle of watching it.</remarks>
    public TimeSpan CopyStays { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Stills that are made at the same time; each takes a processor for half a second.</summary>
    [Range(1, 64)]
    public int StillsAtOnce { get; init; } = 2;

    public SandboxRule Sandbox { get; init; }
}
