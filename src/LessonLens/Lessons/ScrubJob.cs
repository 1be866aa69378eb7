using System.Data;
using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using Npgsql;

namespace LessonLens.Lessons;

/// <summary>
/// Takes what was deleted out of the database's files. A deleted row's bytes stay in its page until something
/// is written over them, so the tables that hold anybody's words are written anew; and out of its log of
/// changes, as far as that is ours to say: see the README.
/// </summary>
public sealed partial class ScrubJob(JobQueue queue, Db db, ILogger<ScrubJob> log) : IJobHandler
{
    public const string Name = "scrub";

    /// <summary>There is one of these jobs, for all that was erased before it.</summary>
    public static readonly Guid All = Guid.Parse("00000000-0000-4000-8000-000000000001");

    // Each is closed to everybody while it is written; whoever is in it now is not waited for any longer.
    private const string Patience = "set lock_timeout = '5s'";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        await using (var connection = await db.Open(stop))
        {
            // A pooled connection is reset when it goes back.
            await connection.ExecuteAsync(Patience);
            foreach (var table in await Tables(connection))
                await connection.ExecuteAsync(
                    new CommandDefinition($"vacuum full {table}", commandTimeout: 600));
            await EmptyLog(connection);
        }

        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }

    public Task Died(Change change, Guid subject, string reason) =>
        JobQueue.Enqueue(change, Lane.Quick, Name, subject, delay: Deletion.ErasedLater);

    /// <summary>Whatever goes with a lesson, now and in times to come.</summary>
    private static Task<IEnumerable<string>> Tables(NpgsqlConnection connection) =>
        connection.QueryAsync<string>("""
            with recursive gone as (
                select 'lessons'::regclass::oid as id
                union
                select c.conrelid from pg_constraint c join gone on c.confrelid = gone.id
                where c.contype = 'f' and c.confdeltype = 'c')
            select id::regclass::text from gone
            join pg_class c on c.oid = gone.id and c.relpersistence = 'p' order by 1
            """);

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
