using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace LessonLens.Database;

/// <summary>Brings the schema forward: numbered SQL files, each applied once, in order, never back.</summary>
public sealed partial class Migrator(Db db, ILogger<Migrator> log)
{
    // Any constant does, as long as nobody else uses it: whoever holds this lock is the one who migrates.
    private const long MigrationLock = 0x4C4C_4D49_4752;

    /// <summary>The files in order, named like <c>0001_people.sql</c>.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Files { get; } = ReadFiles();

    /// <summary>Tells schemas apart: a hash over all files (test templates are named by it).</summary>
    public static string SchemaHash { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files.Select(f => f.Name + f.Sql)))))[..12];

    public async Task Migrate(CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        // Without end: another process may have much to do, and so may we.
        await connection.ExecuteAsync(
            "select pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 0);
        try
        {
            await connection.ExecuteAsync("""
                create table if not exists schema_versions (
                    name text primary key, applied_at timestamptz not null default now())
                """);
            var applied = (await connection.QueryAsync<string>(
                "select name from schema_versions")).ToHashSet();
            foreach (var (name, sql) in Files.Where(file => !applied.Contains(file.Name)))
                await Apply(connection, name, sql);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
    }

    private async Task Apply(NpgsqlConnection connection, string name, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, transaction: transaction, commandTimeout: 0);
        await connection.ExecuteAsync(
            "insert into schema_versions (name) values (@name)", new { name }, transaction);
        await transaction.CommitAsync();
        Applied(name);
    }

    private static List<(string, string)> ReadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                return (string.Join('.', resource.Split('.')[^2..]), reader.ReadToEnd());
            })
            .ToList();
    }

    [LoggerMessage(LogLevel.Information, "The schema moved on to {Name}.")]
    private partial void Applied(string name);
}
