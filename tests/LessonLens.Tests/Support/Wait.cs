namespace LessonLens.Tests.Support;

/// <summary>Waiting with an end.</summary>
public static class Wait
{
    public static async Task Until(
        Func<Task<bool>> condition, int withinSeconds = 20, Func<string>? otherwise = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(withinSeconds));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!await condition()) await looks.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"Not within {withinSeconds} s: {otherwise?.Invoke() ?? "the condition held never"}");
        }
    }
}
