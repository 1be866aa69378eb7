using System.Data;
using Dapper;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.Lessons;

/// <summary>
/// Takes what was deleted out of the database's files. A deleted row's bytes stay in its page until something
/// is written over them, so the tables that hold anybody's words are written anew (vacuum full). Each is
/// closed to everybody meanwhile, which nobody notices of a small one; large ones wait for the night. Then
/// out of the log of changes, as far as that is ours to say: see the README.
/// </summary>
public sealed partial class Scrubbing(Db db, TimeProvider time, ILogger<Scrubbing> log)
{
    /// <summary>Bytes, with its indexes: written anew within half a second.</summary>
    public const long Small = 16 << 20;

    // Whoever is in a table is not waited for: all who came later would wait with us.
    private const string Patience = "set lock_timeout = '200ms'";
    private const int MostTries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(3);

    // Where LessonLens runs, by its clock.
    private const int NightBegins = 2, NightEnds = 5;

    /// <summary>How long large tables wait.</summary>
    public TimeSpan UntilNight()
    {
        var now = time.GetLocalNow().DateTime;
        return now.Hour is >= NightBegins and < NightEnds ? TimeSpan.Zero
            : now.Date.AddHours(NightBegins) is var tonight && tonight > now ? tonight - now
            : tonight.AddDays(1) - now;
    }

    /// <returns>Whether that was all: no table holds more bytes than that.</returns>
    public async Task<bool> Run(long mostBytes, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        // A pooled connection is reset when it goes back.
        await connection.ExecuteAsync(Patience);
        await NobodyLooksBack(connection, stop);
        var tables = (await Tables(connection)).ToList();
        foreach (var (table, _) in tables.Where(table => table.Bytes <= mostBytes))
            await WriteAnew(connection, table, stop);
        await EmptyLog(connection);
        return tables.All(table => table.Bytes <= mostBytes);
    }

    /// <summary>
    /// A row that some transaction may still see is written anew with the others, so those that began before
    /// are waited for; they are short.
    /// </summary>
    /// <exception cref="TimeoutException">One of them is not: later, then.</exception>
    private static async Task NobodyLooksBack(NpgsqlConnection connection, CancellationToken stop)
    {
        var now = await connection.QuerySingleAsync<string>("select pg_current_xact_id()::xid::text");
        for (var tries = 1; ; tries++)
        {
            if (!await connection.QuerySingleAsync<bool>("""
                select exists (select from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                        and age(backend_xmin) > age(@now::xid))
                """, new { now })) return;
            if (tries == MostTries) throw new TimeoutException("A transaction has lasted for a minute.");
            await Task.Delay(BetweenTries, stop);
        }
    }

    /// <summary>Whatever goes with a lesson, now and in times to come.</summary>
    private static Task<IEnumerable<(string Name, long Bytes)>> Tables(NpgsqlConnection connection) =>
        connection.QueryAsync<(string, long)>("""
            with recursive gone as (
                select 'lessons'::regclass::oid as id
                union
                select c.conrelid from pg_constraint c join gone on c.confrelid = gone.id
                where c.contype = 'f' and c.confdeltype = 'c')
            select id::regclass::text, pg_total_relation_size(id) from gone
            join pg_class c on c.oid = gone.id and c.relpersistence = 'p' order by 1
            """);

    private static async Task WriteAnew(NpgsqlConnection connection, string table, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    $"vacuum full {table}", commandTimeout: 0, cancellationToken: stop));
                return;
            }
            catch (PostgresException e)
                when (e.SqlState == PostgresErrorCodes.LockNotAvailable && tries < MostTries)
            {
                await Task.Delay(BetweenTries, stop);
            }
    }

    private async Task EmptyLog(NpgsqlConnection connection)
    {
        try
        {
            await connection.ExecuteAsync("select pg_switch_wal()");
            // Dapper takes a single word for the name of a procedure.
            await connection.ExecuteAsync("checkpoint", commandType: CommandType.Text);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A database that others run is theirs to checkpoint, which it does within minutes.
            LogIsTheirs();
        }
    }

    [LoggerMessage(LogLevel.Information,
        "What was erased leaves the database's log of changes with its next checkpoints.")]
    private partial void LogIsTheirs();
}
