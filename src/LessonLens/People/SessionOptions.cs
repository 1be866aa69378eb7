using System.ComponentModel.DataAnnotations;

namespace LessonLens.People;

/// <summary>The section <c>Sessions</c> of the configuration.</summary>
public sealed class SessionOptions
{
    /// <summary>How long somebody stays signed in without asking for anything.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "31.00:00:00")]
    public TimeSpan LongestIdle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long somebody stays signed in, however busy.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "366.00:00:00")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromDays(7);
}
