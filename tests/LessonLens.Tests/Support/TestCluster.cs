using Dapper;
using LessonLens.Database;
using Npgsql;

[assembly: AssemblyFixture(typeof(LessonLens.Tests.Support.TestCluster))]

namespace LessonLens.Tests.Support;

/// <summary>
/// One private PostgreSQL for a test run, with a template that is migrated once per schema; each class gets a
/// copy.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private static int _copies;
    private readonly SemaphoreSlim _oneCopyAtATime = new(1);
    private LocalPostgres? _postgres;

    private static string Template => $"template_{Migrator.SchemaHash}";

    public async ValueTask InitializeAsync()
    {
        // Tests lose nothing that matters when the machine dies, so they do not wait for the disk.
        _postgres = await LocalPostgres.Start(
            Path.Combine(AppContext.BaseDirectory, "postgres"), ["fsync=off", "synchronous_commit=off"]);
        await DropLeftovers();
        await MakeTemplate();
    }

    /// <returns>The connection string of a fresh, migrated database.</returns>
    public Task<string> NewDatabase() => CopyOf(Template);

    /// <returns>The connection string of a database in which nothing is.</returns>
    public Task<string> EmptyDatabase() => CopyOf("template0");

    private async Task<string> CopyOf(string template)
    {
        var name = $"copy_{Interlocked.Increment(ref _copies)}";
        // A template cannot be copied twice at once.
        await _oneCopyAtATime.WaitAsync();
        try
        {
            await using var connection = await OpenMaintenance();
            await connection.ExecuteAsync($"create database {name} template {template}");
        }
        finally
        {
            _oneCopyAtATime.Release();
        }

        return _postgres!.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        _oneCopyAtATime.Dispose();
    }

    private async Task DropLeftovers()
    {
        await using var connection = await OpenMaintenance();
        var leftovers = await connection.QueryAsync<string>("""
            select datname from pg_database
            where datname like 'copy\_%' or (datname like 'template\_%' and datname <> @Template)
            """, new { Template });
        foreach (var name in leftovers.Where(name => name is not ("template0" or "template1")))
            await connection.ExecuteAsync($"drop database {name} with (force)");
    }

    private async Task MakeTemplate()
    {
        await using (var connection = await OpenMaintenance())
        {
            if (await connection.ExecuteScalarAsync<bool>(
                "select exists (select from pg_database where datname = @Template)",
                new { Template })) return;
            await connection.ExecuteAsync($"create database {Template}_making");
        }

        await using (var source = NpgsqlDataSource.Create(_postgres!.ConnectionString(Template + "_making")))
        {
            using var notifier = new Notifier(source, TestLog<Notifier>());
            await new Migrator(new Db(source, notifier), TestLog<Migrator>()).Migrate();
        }

        await using var again = await OpenMaintenance();
        // Only a finished one has the name, whatever interrupts us.
        await again.ExecuteAsync($"alter database {Template}_making rename to {Template}");
    }

    private static Microsoft.Extensions.Logging.Abstractions.NullLogger<T> TestLog<T>() => new();

    private async Task<NpgsqlConnection> OpenMaintenance()
    {
        var connection = new NpgsqlConnection(_postgres!.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
