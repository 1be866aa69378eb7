using System.ComponentModel.DataAnnotations;

namespace LessonLens.Uploads;

/// <summary>The section <c>Uploads</c> of the configuration.</summary>
public sealed class UploadOptions
{
    /// <summary>Bytes of one recording: 20 GB are four hours from a good phone.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytes { get; set; } = 20L << 30;

    /// <summary>Bytes of all recordings of one person together.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytesEach { get; set; } = 500L << 30;

    /// <summary>Bytes of the disk that no upload may take: the rest of the product lives there too.</summary>
    [Range(0, long.MaxValue)]
    public long KeepFreeBytes { get; set; } = 1L << 30;

    /// <summary>
    /// How long an upload waits for its next byte. Less than 7 days, after which Azure drops blocks that are
    /// not committed (Put Block).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "6.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(3);
}
