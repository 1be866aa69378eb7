using System.Globalization;

namespace LessonLens.Media;

/// <summary>Understands the lines of <c>-progress</c>: how far the output is, and whether it moves.</summary>
internal sealed class FfmpegProgress
{
    private string _size = "";

    public TimeSpan OutTime { get; private set; }

    /// <summary>True when the line says that the output has grown.</summary>
    public bool Read(string line) => line.Split('=', 2) switch
    {
        ["out_time_us", var value] => HasReached(value),
        ["total_size", var value] => HasSize(value),
        _ => false,
    };

    /// <summary>Each report ends with this line.</summary>
    public static bool IsTick(string line) => line.StartsWith("progress=", StringComparison.Ordinal);

    bool HasReached(string microseconds)
    {
        // "N/A" before the first packet.
        if (!long.TryParse(microseconds, CultureInfo.InvariantCulture, out var us)) return false;
        var reached = TimeSpan.FromMicroseconds(Math.Max(0, us));
        if (reached <= OutTime) return false;
        OutTime = reached;
        return true;
    }

    bool HasSize(string size)
    {
        if (size == _size) return false;
        _size = size;
        return true;
    }
}
