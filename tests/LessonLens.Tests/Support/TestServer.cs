using Dapper;
using Npgsql;

namespace LessonLens.Tests.Support;

/// <summary>
/// Processes of LessonLens over one database and one folder, for what can only be seen from outside. A class
/// fixture.
/// </summary>
public sealed class TestServer(TestCluster cluster) : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private readonly List<ServerProcess> _processes = [];
    private string _connectionString = "";

    public async ValueTask InitializeAsync() => _connectionString = await cluster.NewDatabase();

    public async Task<ServerProcess> Start(string role = "web")
    {
        var process = new ServerProcess(role, _connectionString + ";Maximum Pool Size=20", _data.Path);
        _processes.Add(process);
        await process.Start();
        return process;
    }

    /// <summary>A new person, signed in there.</summary>
    public async Task<SignedIn> Someone(ServerProcess at, string name)
    {
        var email = await TestPeople.Add(_connectionString, name, "Riverside", "teacher");
        return await SignedIn.To(at.Address, email);
    }

    public async Task<T?> Sql<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        _data.Dispose();
    }
}
