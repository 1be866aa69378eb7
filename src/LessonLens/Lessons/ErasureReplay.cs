using System.Text;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.Lessons;

/// <summary>
/// A database that was restored from an older backup has lessons again that were erased since. Certificates
/// lie beside it in the blob store, numbered without gaps: what it does not know of is erased once more,
/// before anybody sees it.
/// </summary>
public sealed partial class ErasureReplay(
    Db db, ErasureStore erasures, BlobLedger ledger, IBlobStore blobs, ILogger<ErasureReplay> log)
{
    public async Task Replay(CancellationToken stop = default)
    {
        for (var number = await erasures.Last(stop) + 1; ; number++)
        {
            var name = BlobNames.Erasure(number);
            await using var copy = await blobs.Open(name, stop);
            if (copy is null) return;
            using var reader = new StreamReader(copy, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(stop);
            var erasure = Erasure.Read(text);
            await ledger.Write(null, [name], stop);
            await db.Change(change => EraseAgain(change, erasure, text), stop);
            await erasures.Copied(number);
            Replayed(number);
        }
    }

    private static async Task EraseAgain(Change change, Erasure erasure, string text)
    {
        await ErasureStore.Keep(change, erasure, text);
        // A hold that stood then was lifted before it was erased.
        await change.Connection.ExecuteAsync("""
            delete from holds where lesson_id = @LessonId;
            update lessons set deleted_at = coalesce(deleted_at, @AskedAt) where id = @LessonId
            """, new { erasure.LessonId, erasure.AskedAt });
        await JobQueue.Enqueue(change, Lane.Quick, EraseLesson.Name, erasure.LessonId);
        change.Tell(GrantStore.Topic, erasure.LessonId.ToString());
    }

    [LoggerMessage(LogLevel.Warning,
        "The erasure {Number} was done once more: this database had forgotten it.")]
    private partial void Replayed(long number);
}
