using Npgsql;

namespace LessonLens.Database;

/// <summary>The door to PostgreSQL: a connection for a read, a <see cref="Change"/> for a write.</summary>
public sealed class Db(NpgsqlDataSource source, Notifier notifier)
{
    public async Task<NpgsqlConnection> Open(CancellationToken stop = default) =>
        await source.OpenConnectionAsync(stop);

    /// <summary>Commits when <paramref name="work"/> returns, rolls back when it throws.</summary>
    public async Task<T> Change<T>(Func<Change, Task<T>> work, CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var change = new Change(connection);
        var result = await work(change);
        foreach (var last in change.Last) await last();
        // From here on the answer is decided; a caller that hung up must not leave it open.
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var (topic, payload) in change.News) notifier.Tell(topic, payload);
        return result;
    }

    public Task Change(Func<Change, Task> work, CancellationToken stop = default) =>
        Change(async change =>
        {
            await work(change);
            return true;
        }, stop);
}

/// <summary>
/// One transaction: what is written on its connection, and what is told once it has committed.
/// </summary>
public sealed class Change(NpgsqlConnection connection)
{
    private readonly List<(string, string)> _news = [];
    private readonly List<Func<Task>> _last = [];

    public NpgsqlConnection Connection => connection;
    internal IEnumerable<(string Topic, string Payload)> News => _news;
    internal IEnumerable<Func<Task>> Last => _last;

    /// <summary>Part of the transaction, right before its commit: for what many others wait for.</summary>
    public void AtLast(Func<Task> work) => _last.Add(work);

    /// <summary>
    /// Goes out after the commit, to all processes, and may be lost (see <see cref="Notifier"/>).
    /// </summary>
    public void Tell(string topic, string payload) => _news.Add((topic, payload));
}
