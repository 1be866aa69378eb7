using Dapper;
using LessonLens.Database;

namespace LessonLens.Blobs;

/// <summary>Erases what attempts left behind that never became public.</summary>
public sealed partial class BlobSweeper(
    Db db, BlobLedger ledger, IBlobStore blobs, TimeProvider time, ILogger<BlobSweeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    // From a name in the ledger to the row that points at it: seconds, in an overloaded hour minutes.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(Every, time, stop => Sweep(Grace, stop), RoundFailed, stoppingToken);

    /// <returns>How many went.</returns>
    public async Task<int> Sweep(TimeSpan grace, CancellationToken stop)
    {
        var names = await NobodyPointsAt(grace, stop);
        foreach (var name in names) await ledger.Erase(blobs, name, stop);
        if (names.Count > 0) Swept(names.Count);
        return names.Count;
    }

    /// <summary>
    /// The database knows all columns that can point at a blob, so no list of them can be forgotten here.
    /// </summary>
    private async Task<IReadOnlyList<string>> NobodyPointsAt(TimeSpan grace, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var columns = await connection.QueryAsync<string>("""
            select format(
                'not exists (select from %s r where r.%I = b.name)', c.conrelid::regclass, a.attname)
            from pg_constraint c
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and c.confrelid = 'blobs'::regclass
            """);
        return (await connection.QueryAsync<string>($"""
            select b.name from blobs b
            where b.created_at < now() - @grace and {string.Join(" and ", columns)}
            """, new { grace })).ToList();
    }

    [LoggerMessage(LogLevel.Information, "Erased {Count} blobs that nothing points at.")]
    private partial void Swept(int count);

    [LoggerMessage(LogLevel.Warning, "Could not sweep: {Reason}")]
    private partial void RoundFailed(string reason);
}
