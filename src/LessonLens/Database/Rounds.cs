using Npgsql;

namespace LessonLens.Database;

/// <summary>What is looked after again and again.</summary>
public static class Rounds
{
    /// <summary>A round at once, and one each time; ends with <paramref name="stop"/>.</summary>
    /// <param name="every">From the beginning of one to that of the next.</param>
    /// <param name="time">Tells when.</param>
    /// <param name="round">What is done.</param>
    /// <param name="failed">
    /// Told why a round failed because the database or the store is away; the next one makes it good.
    /// </param>
    /// <param name="stop">Ends them.</param>
    public static async Task Make(
        TimeSpan every, TimeProvider time, Func<CancellationToken, Task> round, Action<string> failed,
        CancellationToken stop)
    {
        using var rounds = new PeriodicTimer(every, time);
        do
        {
            try
            {
                await round(stop);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                failed(e.Message);
            }
        }
        while (await rounds.WaitForNextTickAsync(stop));
    }
}
