using LessonLens.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LessonLens.Tests.Support;

/// <summary>
/// A migrated database and the ground floor's parts over it, without the application. A class fixture.
/// </summary>
public sealed class TestDatabase(TestCluster cluster) : IAsyncLifetime
{
    private readonly List<IHostedService> _running = [];
    private Notifier? _notifier;

    public NpgsqlDataSource Source { get; private set; } = null!;
    public Db Db { get; private set; } = null!;
    public Listener Listener { get; private set; } = null!;
    public Notifier Notifier => _notifier!;

    public async ValueTask InitializeAsync()
    {
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        Source = NpgsqlDataSource.Create(await cluster.NewDatabase() + ";Application Name=test");
        _notifier = new Notifier(Source, NullLogger<Notifier>.Instance);
        Db = new Db(Source, _notifier);
        Listener = new Listener(Db, NullLogger<Listener>.Instance);
        await Run(_notifier);
        await Run(Listener);
    }

    /// <summary>Starts a part of the application; it stops with the database.</summary>
    public async Task Run(IHostedService part)
    {
        _running.Add(part);
        await part.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_running))
        {
            await part.StopAsync(CancellationToken.None);
            (part as IDisposable)?.Dispose();
        }

        await Source.DisposeAsync();
    }
}
