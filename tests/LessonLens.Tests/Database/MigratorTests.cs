using Dapper;
using LessonLens.Database;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LessonLens.Tests.Database;

public sealed class MigratorTests(TestCluster cluster)
{
    [Fact]
    public async Task Processes_that_start_at_once_apply_each_file_once_and_in_order()
    {
        var database = await cluster.EmptyDatabase();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate(database)));

        await using var connection = new NpgsqlConnection(database);
        var applied = await connection.QueryAsync<string>(
            "select name from schema_versions order by applied_at, name");
        Assert.Equal(Migrator.Files.Select(file => file.Name), applied);
        Assert.Equal(applied.Order(StringComparer.Ordinal), applied);
    }

    private static async Task Migrate(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        using var notifier = new Notifier(source, NullLogger<Notifier>.Instance);
        await new Migrator(new Db(source, notifier), NullLogger<Migrator>.Instance).Migrate();
    }
}
