using Dapper;
using LessonLens.Database;

namespace LessonLens.Media;

/// <summary>The sandbox of a machine that makes pictures of recordings.</summary>
public sealed record SeenSandbox
{
    public required string Machine { get; init; }
    public required SandboxLevel Level { get; init; }

    /// <summary>What was said where a better level was tried; null at the best.</summary>
    public string? Why { get; init; }
}

public sealed class SandboxStore(Db db)
{
    // Seen again every minute while the machine is at work.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(3);

    /// <summary>Those of the machines that are at work now.</summary>
    public async Task<IReadOnlyList<SeenSandbox>> AtWork(CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<SeenSandbox>("""
            select machine, level, why from sandboxes where seen_at > now() - @Recent order by machine
            """, new { Recent })).ToList();
    }

    internal async Task Saw(string machine, SandboxTrial trial, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync("""
            delete from sandboxes where seen_at < now() - interval '1 day';
            insert into sandboxes (machine, level, why) values (@machine, @level, @Why)
            on conflict (machine) do update
            set level = excluded.level, why = excluded.why, seen_at = excluded.seen_at
            """, new { machine, level = trial.Level.ToString(), trial.Why });
    }
}
