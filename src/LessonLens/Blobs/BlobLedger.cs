using Dapper;
using LessonLens.Database;

namespace LessonLens.Blobs;

/// <summary>
/// The names of all blobs, committed before the first byte is put, so that no byte exists that no row knows:
/// sweeping and erasure walk this list.
/// </summary>
public sealed class BlobLedger(Db db)
{
    /// <summary>Told with the name of each blob that is erased, so that copies of it go, too.</summary>
    internal const string Erased = "erased";

    /// <param name="lessonId">With whose erasure they go; null for what has none yet.</param>
    /// <param name="names">Committed when this returns.</param>
    /// <param name="stop">Gives up.</param>
    public async Task Write(
        Guid? lessonId, IReadOnlyCollection<string> names, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        await connection.ExecuteAsync(
            "insert into blobs (name, lesson_id) select unnest(@names), @lessonId on conflict do nothing",
            new { lessonId, names = names.ToArray() });
    }

    /// <summary>Everything that was ever put for a lesson and is not erased yet.</summary>
    public async Task<IReadOnlyList<string>> OfLesson(Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>(
            "select name from blobs where lesson_id = @lessonId", new { lessonId })).ToList();
    }

    /// <summary>Those of these names that are not erased.</summary>
    public async Task<IReadOnlySet<string>> Known(
        IReadOnlyCollection<string> names, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<string>(
            "select name from blobs where name = any(@names)", new { names = names.ToArray() })).ToHashSet();
    }

    /// <summary>
    /// The bytes go first, then the name: a crash between the two leaves a name to try again.
    /// </summary>
    public async Task Erase(IBlobStore store, string name, CancellationToken stop = default)
    {
        await store.Delete(name, stop);
        await db.Change(async change =>
        {
            await change.Connection.ExecuteAsync("delete from blobs where name = @name", new { name });
            change.Tell(Erased, name);
        }, stop);
    }
}
