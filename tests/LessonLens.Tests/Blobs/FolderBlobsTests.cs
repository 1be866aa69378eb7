using System.Text;
using LessonLens.Blobs;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Blobs;

public sealed class FolderBlobsTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IBlobStore Store => new FolderBlobs(_folder["blobs"]);

    [Fact]
    public async Task A_file_on_another_disk_is_taken_over_as_well()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "Needs a second file system.");
        var name = BlobNames.Poster(Guid.CreateVersion7());
        var elsewhere = $"/dev/shm/{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllTextAsync(elsewhere, "a picture");
            await Store.PutFile(name, elsewhere);
            await using var blob = await Store.Open(name);
            Assert.Equal("a picture", await new StreamReader(blob!).ReadToEndAsync());
        }
        finally
        {
            File.Delete(elsewhere);
        }
    }

    [Fact]
    public async Task A_blob_whose_bytes_stop_coming_is_no_blob()
    {
        var name = BlobNames.Poster(Guid.CreateVersion7());
        await Assert.ThrowsAsync<IOException>(() => Store.Put(
            name, new BreakingStream(Encoding.UTF8.GetBytes("half"))));
        Assert.Null(await Store.Open(name));
        Assert.Empty(Directory.EnumerateFiles(_folder["blobs"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_has_open_when_the_blob_is_deleted()
    {
        var name = BlobNames.Poster(Guid.CreateVersion7());
        await Store.Put(name, new MemoryStream(Encoding.UTF8.GetBytes("a lesson")));
        await using var blob = await Store.Open(name);
        await Store.Delete(name);
        Assert.Equal("a lesson", await new StreamReader(blob!).ReadToEndAsync());
    }

    [Fact]
    public async Task A_block_that_comes_again_after_the_end_leaves_nothing_behind()
    {
        var name = BlobNames.Original(Guid.CreateVersion7());
        for (var time = 0; time < 2; time++)
        {
            await Stage(name, 0, new byte[10]);
            await Store.Commit(name, [0], 10);
        }

        Assert.Single(Directory.EnumerateFiles(_folder["blobs"], "*", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class BreakingStream(byte[] before) : MemoryStream(before)
    {
        public override Task CopyToAsync(Stream destination, int bufferSize,
            CancellationToken cancellationToken) =>
            throw new IOException("The line broke.");
    }
}
