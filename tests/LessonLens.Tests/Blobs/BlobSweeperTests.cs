using Dapper;
using LessonLens.Blobs;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LessonLens.Tests.Blobs;

public sealed class BlobSweeperTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_nobody_points_at_goes_but_not_while_somebody_may_be_about_to()
    {
        var stop = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var store = new FolderBlobs(folder.Path);
        var ledger = new BlobLedger(database.Db);
        var (old, fresh) = (BlobNames.Poster(Guid.CreateVersion7()), BlobNames.Poster(Guid.CreateVersion7()));
        await ledger.Write(null, [old, fresh], stop);
        foreach (var name in (string[])[old, fresh]) await store.Put(name, new MemoryStream([1]), stop);
        await using (var connection = await database.Db.Open(stop))
            await connection.ExecuteAsync(
                "update blobs set created_at = now() - interval '2 hours' where name = @old", new { old });

        using var sweeper = new BlobSweeper(database.Db, ledger, store, new HurriedClock(),
            NullLogger<BlobSweeper>.Instance);
        await sweeper.StartAsync(stop);
        await Wait.Until(async () => !(await ledger.Known([old], stop)).Contains(old));
        await sweeper.StopAsync(stop);

        Assert.Null(await store.Open(old, stop));
        await using var kept = await store.Open(fresh, stop);
        Assert.NotNull(kept);
    }
}
