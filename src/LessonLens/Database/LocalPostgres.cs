using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Processes;
using Npgsql;

namespace LessonLens.Database;

/// <summary>
/// A private PostgreSQL cluster from the installed binaries, on a unix socket, used whenever no connection
/// string is configured. It lives as long as the process that started it; a second process with the same
/// folder joins in.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly ClusterFolder _folder;
    private FileStream? _owned;
    private Process? _postmaster;

    private LocalPostgres(ClusterFolder folder) => _folder = folder;

    public string ConnectionString(string database = "lessonlens") => new NpgsqlConnectionStringBuilder
    {
        Host = _folder.SocketFolder,
        Database = database,
        Username = "lessonlens",
        MaxPoolSize = 60,
        Timeout = 10,
    }.ConnectionString;

    /// <param name="folder">Where the cluster lives; made when missing.</param>
    /// <param name="settings">Further settings, such as <c>fsync=off</c> for tests.</param>
    /// <param name="stop">Gives up waiting.</param>
    public static async Task<LocalPostgres> Start(
        string folder, IReadOnlyList<string>? settings = null, CancellationToken stop = default)
    {
        var local = new LocalPostgres(new ClusterFolder(Path.GetFullPath(folder)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        if (local.TakeOwnership()) await local.StartPostmaster(settings ?? [], limit.Token);
        await local.WaitUntilItAnswers(limit.Token);
        return local;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_postmaster is not null)
        {
            // SIGINT is PostgreSQL's "fast" shutdown: connections end, everything is written, nothing to
            // recover.
            OwnProcess.Signal(_postmaster, OwnProcess.Interrupt);
            using var limit = new CancellationTokenSource(Patience);
            await _postmaster.WaitForExitAsync(limit.Token);
            _postmaster.Dispose();
        }

        if (_owned is not null) await _owned.DisposeAsync();
    }

    // The lock is the kernel's and goes with the process, so it is never left over by a crash.
    private bool TakeOwnership()
    {
        Directory.CreateDirectory(_folder.Path);
        try
        {
            _owned = new FileStream(
                _folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task StartPostmaster(IReadOnlyList<string> settings, CancellationToken stop)
    {
        await _folder.Initialise(stop);
        // A crashed owner's postmaster is on its way out (it got SIGINT from the kernel); let it finish.
        while (_folder.PostmasterIsAlive()) await Task.Delay(100, stop);

        var postgres = _folder.Command("postgres", "-D", _folder.DataFolder, "-k", _folder.SocketFolder);
        foreach (var setting in (string[])[
            "listen_addresses=", "max_connections=120",
            // What was erased leaves the log of changes with the next checkpoint, and lies in no file that
            // waits to be used again.
            "wal_recycle=off", "min_wal_size=32MB", .. settings])
        {
            postgres.ArgumentList.Add("-c");
            postgres.ArgumentList.Add(setting);
        }

        _postmaster = await OwnProcess.Start(postgres, "INT");
    }

    private async Task WaitUntilItAnswers(CancellationToken stop)
    {
        while (true)
        {
            if (_postmaster is { HasExited: true })
                throw new InvalidOperationException(
                    $"PostgreSQL did not start. What it said: {_folder.EndOfLog()}");
            try
            {
                await using var connection = new NpgsqlConnection(
                    ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(stop);
                await CreateDatabase(connection, stop);
                return;
            }
            catch (NpgsqlException) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(50, stop);
            }
        }
    }

    private static async Task CreateDatabase(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var exists = new NpgsqlCommand(
            "select exists (select from pg_database where datname = 'lessonlens')", connection);
        if ((bool)(await exists.ExecuteScalarAsync(stop))!) return;
        await using var create = new NpgsqlCommand("create database lessonlens", connection);
        await create.ExecuteNonQueryAsync(stop);
    }
}
