using System.Collections.Concurrent;
using System.Threading.Channels;
using Dapper;
using Npgsql;

namespace LessonLens.Database;

/// <summary>
/// Tells the other processes that something was committed (PostgreSQL NOTIFY). What is told may be lost;
/// whoever listens must be able to look for itself.
/// </summary>
/// <remarks>
/// Tell after the commit: NOTIFY inside the transaction takes a database-wide lock at commit and halved the
/// write rate. What gathers while one statement runs goes out together in the next.
/// </remarks>
public sealed partial class Notifier(NpgsqlDataSource source, ILogger<Notifier> log) : BackgroundService
{
    internal const string Channel = "lessonlens";
    private const int Batch = 500;
    private const int MostTries = 5;
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Action<string>> _ears = new();

    private readonly Channel<string> _news = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <param name="topic">A word known to both sides, without a colon.</param>
    /// <param name="payload">Short: PostgreSQL carries less than 8,000 bytes.</param>
    public void Tell(string topic, string payload)
    {
        foreach (var heard in _ears) heard(topic);
        _news.Writer.TryWrite($"{topic}:{payload}");
    }

    /// <summary>
    /// <paramref name="heard"/> gets the topic of all that this process tells, before whoever made the change
    /// is answered: for what must not be remembered any longer. It must be quick, and it is never let go.
    /// </summary>
    public void AtOnce(Action<string> heard) => _ears.Enqueue(heard);

    internal static (string Topic, string Payload) Split(string news)
    {
        var colon = news.IndexOf(':');
        return (news[..colon], news[(colon + 1)..]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new HashSet<string>();
        while (await _news.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < Batch && _news.Reader.TryRead(out var news)) batch.Add(news);
            // Of a longer trouble those who listen hear themselves.
            for (var tries = 1; !await Sent([.. batch], stoppingToken) && tries < MostTries; tries++)
                await Task.Delay(BeforeAgain, stoppingToken);
        }
    }

    private async Task<bool> Sent(string[] batch, CancellationToken stop)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            await connection.ExecuteAsync(
                "select pg_notify(@Channel, news) from unnest(@batch) as news", new { Channel, batch });
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            NotSent(e, batch.Length);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} notices could not be sent; for a few seconds we try again.")]
    private partial void NotSent(Exception e, int count);
}
