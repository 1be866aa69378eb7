using Dapper;
using LessonLens.Database;

namespace LessonLens.Blobs;

/// <summary>
/// The names of all blobs, committed before the first byte is put, so that no byte exists that no row knows:
/// sweeping and erasure walk this list.
/// </summary>
public sealed class BlobLedger(Db db)
{
    public async Task Write(IReadOnlyCollection<string> names, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync(
            "insert into blobs (name) select unnest(@names) on conflict do nothing",
            new { names = names.ToArray() });
    }

    /// <summary>
    /// The bytes go first, then the name: a crash between the two leaves a name to try again.
    /// </summary>
    public async Task Erase(IBlobStore store, string name, CancellationToken stop = default)
    {
        await store.Delete(name, stop);
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync("delete from blobs where name = @name", new { name });
    }
}
