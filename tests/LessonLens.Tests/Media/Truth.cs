using LessonLens.Media;

namespace LessonLens.Tests.Media;

/// <summary>Which picture of a luma-coded recording is on screen when, as its camera wrote it.</summary>
public sealed class Truth(IReadOnlyList<(double At, int Number)> frames)
{
    public static async Task<Truth> Of(string recording)
    {
        using var folder = new TestFolder(recording);
        var (source, _) = await Probe.Look(folder.Path, TestContext.Current.CancellationToken);
        var frames = await LumaCode.TimedFrames(folder.Path, SafeInput.Name);
        var start = source!.Start.TotalSeconds;
        return new Truth([.. frames.Select(frame => (frame.At - start, frame.Number))]);
    }

    /// <summary>What is shown for this second is its picture, the one before or the one after.</summary>
    public void Holds(double second, int number)
    {
        var due = IndexAt(second);
        var may = frames.Skip(due - 1).Take(due == 0 ? 2 : 3).Select(frame => frame.Number).ToList();
        Assert.True(may.Contains(number),
            $"At {second} s picture {number} is shown and not one of {string.Join(", ", may)}.");
    }

    /// <summary>From the picture that is there when the span begins to the last that begins in it.</summary>
    public void HoldsNothingOutside(double from, double to, IEnumerable<int> numbers)
    {
        var may = frames.Skip(IndexAt(from)).Take(IndexAt(to - 0.0001) - IndexAt(from) + 1)
            .Select(frame => frame.Number).ToHashSet();
        Assert.All(numbers, number => Assert.Contains(number, may));
    }

    // Times are kept in milliseconds by some containers.
    private int IndexAt(double second) =>
        Math.Max(0, frames.Count(frame => frame.At <= second + 0.001) - 1);
}
