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
    public async Task What_a_killed_process_left_of_a_blob_is_in_nobodys_way_and_goes_with_it()
    {
        var name = BlobNames.Poster(Guid.CreateVersion7());
        await Store.Delete(name);
        var left = $"{_folder["blobs"]}/{name}.new";
        await File.WriteAllTextAsync(left, "half of a longer picture");
        await Store.Put(name, new MemoryStream([1]));
        Assert.Equal(1, (await Store.Open(name))!.Length);

        await File.WriteAllTextAsync(left, "half");
        await Store.Delete(name);
        Assert.Empty(Directory.EnumerateFiles(_folder["blobs"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_a_store_that_is_away()
    {
        var name = BlobNames.Poster(Guid.CreateVersion7());
        await File.WriteAllTextAsync(_folder["blobs"], "in its place");
        await File.WriteAllTextAsync(_folder["local"], "a picture");

        await Assert.ThrowsAsync<BlobStoreFailed>(() => Store.Put(name, new MemoryStream([1])));
        await Assert.ThrowsAsync<BlobStoreFailed>(() => Store.PutFile(name, _folder["local"]));
        await Assert.ThrowsAsync<BlobStoreFailed>(() => Store.Fetch(name, _folder["fetched"]));
        await Assert.ThrowsAsync<BlobStoreFailed>(() => Store.Open(name));
        await Assert.ThrowsAsync<BlobStoreFailed>(() => Store.Delete(name));
        File.Delete(_folder["blobs"]);
        // What was never made is nobody's but its maker's fault.
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.PutFile(name, _folder["none"]));
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
