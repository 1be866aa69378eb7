using System.Collections.Concurrent;
using Npgsql;

namespace LessonLens.Database;

/// <summary>
/// Hears what <see cref="Notifier"/> tells, over one connection a process that is made again when lost.
/// </summary>
public sealed partial class Listener(Db db, ILogger<Listener> log) : BackgroundService
{
    // A LISTEN socket can die without a sound, so every silence of this length is ended by a question.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, (string Topic, Action<string> Heard)> _ears = new();

    /// <summary>
    /// <paramref name="heard"/> gets each payload, in order, on the listening thread: it must be quick. With
    /// each new connection, the first one too, it gets an empty payload, which means "you may have missed
    /// something, look".
    /// </summary>
    public IDisposable On(string topic, Action<string> heard)
    {
        var id = Guid.NewGuid();
        _ears[id] = (topic, heard);
        return new Ear(() => _ears.TryRemove(id, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                ConnectionLost(e.Message);
                await Task.Delay(BeforeReconnecting, stoppingToken);
            }
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        connection.Notification += (_, news) => Hear(news.Payload);
        const string listening = $"listen {Notifier.Channel}";
        await using (var listen = new NpgsqlCommand(listening, connection))
            await listen.ExecuteNonQueryAsync(stop);
        foreach (var ear in _ears.Values) ear.Heard("");

        while (true)
        {
            if (await connection.WaitAsync(Silence, stop)) continue;
            // To listen once more is as good a question as any, and tells the database's keeper who asks.
            await using var again = new NpgsqlCommand(listening, connection) { CommandTimeout = 5 };
            await again.ExecuteNonQueryAsync(stop);
        }
    }

    private void Hear(string news)
    {
        var (topic, payload) = Notifier.Split(news);
        foreach (var ear in _ears.Values.Where(ear => ear.Topic == topic)) ear.Heard(payload);
    }

    [LoggerMessage(LogLevel.Warning, "The listening connection was lost ({Reason}); making a new one.")]
    private partial void ConnectionLost(string reason);

    private sealed class Ear(Action close) : IDisposable
    {
        public void Dispose() => close();
    }
}
