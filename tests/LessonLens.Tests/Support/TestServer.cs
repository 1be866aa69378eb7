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

    public string ConnectionString => _connectionString;
    public string BlobFolder => _data["blobs"];

    /// <summary>Runs from the first process that needs it.</summary>
    public Azurite Azure { get; } = new();

    public async ValueTask InitializeAsync() => _connectionString = await cluster.NewDatabase();

    public Task<ServerProcess> Start(string role = "web") => Start(role, _data.Path, settings: null);

    /// <param name="settings">As in the environment.</param>
    /// <param name="role">As on the command line.</param>
    public Task<ServerProcess> StartWith(
        IReadOnlyDictionary<string, string> settings, string role = "web") =>
        Start(role, _data.Path, settings);

    /// <summary>One that is not expected to start.</summary>
    public ServerProcess NotStarted(IReadOnlyDictionary<string, string> settings, string role) =>
        new(role, _connectionString, _data.Path, settings);

    /// <summary>
    /// On a machine of its own: nothing in common with the others but the database and Azure's blobs.
    /// </summary>
    public async Task<ServerProcess> StartApart(string role)
    {
        if (!Azure.IsRunning) await Azure.InitializeAsync();
        return await Start(role, Directory.CreateDirectory(_data[$"machine-{_processes.Count}"]).FullName,
            new Dictionary<string, string> { ["ConnectionStrings__Blobs"] = Azure.ConnectionString });
    }

    private async Task<ServerProcess> Start(
        string role, string folder, IReadOnlyDictionary<string, string>? settings)
    {
        var process = new ServerProcess(role, _connectionString + ";Maximum Pool Size=20", folder, settings);
        _processes.Add(process);
        await process.Start();
        return process;
    }

    /// <summary>A new person, signed in there.</summary>
    public async Task<SignedIn> Someone(
        ServerProcess at, string name, string school = "Riverside", string role = "teacher")
    {
        var email = await TestPeople.Add(_connectionString, name, school, role);
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
        // Idle connections would stay for minutes, and the cluster has only so many.
        await using (var any = new NpgsqlConnection(_connectionString)) NpgsqlConnection.ClearPool(any);
        await Azure.DisposeAsync();
        _data.Dispose();
    }
}
