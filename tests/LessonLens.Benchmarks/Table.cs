namespace LessonLens.Benchmarks;

/// <summary>One line for each measurement, as soon as it is there.</summary>
internal sealed class Table
{
    public Table() => Console.WriteLine($"{"",-30} {"ours",8} {"plain",8} {"ratio",6}");

#pragma warning disable CA1822 // It is the table that grows.
    public void Add(string what, TimeSpan ours, TimeSpan? plain = null) => Console.WriteLine(
        plain is { } other
        ? $"{what,-30} {ours.TotalSeconds,7:0.00}s {other.TotalSeconds,7:0.00}s {ours / other,6:0.00}"
        : $"{what,-30} {ours.TotalSeconds,7:0.00}s");
#pragma warning restore CA1822
}
