using System.Collections.Concurrent;

namespace LessonLens.Benchmarks;

/// <summary>How long each of many took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _all = [];
    private double[]? _ordered;

    public int Count => _all.Count;

    public static Latencies Of(IEnumerable<Latencies> parts)
    {
        var whole = new Latencies();
        foreach (var took in parts.SelectMany(part => part._all)) whole._all.Add(took);
        return whole;
    }

    public void Add(TimeSpan took) => _all.Add(took.TotalMilliseconds);

    /// <param name="share">0..1 of them took at most so long.</param>
    public double At(double share)
    {
        var ordered = _ordered is { } known && known.Length == _all.Count ? known
            : _ordered = [.. _all.Order()];
        return ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];
    }

    public override string ToString() =>
        $"p50 {At(0.5),7:0.00}  p95 {At(0.95),7:0.00}  p99 {At(0.99),7:0.00} ms  ({Count})";
}
