using System.Security.Cryptography;
using System.Text;
using LessonLens.Blobs;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Blobs;

/// <summary>What every blob store promises. Each store has a class that derives from this.</summary>
public abstract class BlobStoreContract
{
    private readonly string _name = BlobNames.Original(Guid.CreateVersion7());

    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task What_is_put_can_be_read_again_and_put_again()
    {
        await Store.Put(_name, Bytes("a lesson"));
        await Store.Put(_name, Bytes("a lesson"));
        Assert.Equal("a lesson", await Text(_name));
    }

    [Fact]
    public async Task A_reader_can_go_to_any_byte()
    {
        var bytes = RandomNumberGenerator.GetBytes(3 << 20);
        await Store.Put(_name, new MemoryStream(bytes));

        await using var blob = await Store.Open(_name);
        Assert.NotNull(blob);
        Assert.Equal(bytes.Length, blob.Length);
        blob.Seek(2 << 20, SeekOrigin.Begin);
        var part = new byte[1000];
        await blob.ReadExactlyAsync(part);
        Assert.Equal(bytes[(2 << 20)..((2 << 20) + 1000)], part);
    }

    [Fact]
    public async Task Blocks_become_a_blob_when_they_are_committed_and_not_before()
    {
        await Stage(0, "Which ");
        await Stage(6, "is more?");
        Assert.Null(await Store.Open(_name));

        await Store.Commit(_name, [0, 6], 14);
        Assert.Equal("Which is more?", await Text(_name));
    }

    [Fact]
    public async Task A_block_that_is_staged_again_takes_the_place_of_the_first()
    {
        await Stage(0, "Which ");
        await Stage(6, "is mo");
        await Stage(6, "is more?");
        await Stage(0, "Which ");
        await Store.Commit(_name, [0, 6], 14);
        Assert.Equal("Which is more?", await Text(_name));
    }

    [Fact]
    public async Task Committing_again_changes_nothing()
    {
        await Stage(0, "Why?");
        await Store.Commit(_name, [0], 4);
        await Store.Commit(_name, [0], 4);
        await Stage(0, "Why?");
        await Store.Commit(_name, [0], 4);
        Assert.Equal("Why?", await Text(_name));
    }

    [Fact]
    public async Task A_block_that_was_never_acknowledged_is_no_part_of_the_blob()
    {
        await Stage(0, "Why?");
        await Stage(4, "lost with the crash");
        await Store.Commit(_name, [0], 4);
        Assert.Equal("Why?", await Text(_name));
    }

    [Fact]
    public async Task Nothing_at_all_is_a_blob_too()
    {
        await Store.Commit(_name, [], 0);
        Assert.Equal("", await Text(_name));
    }

    [Fact]
    public async Task A_local_file_is_taken_over()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["poster"], "a picture");
        await Store.PutFile(_name, folder["poster"]);
        Assert.Equal("a picture", await Text(_name));
    }

    [Fact]
    public async Task A_blob_is_fetched_to_a_local_file()
    {
        using var folder = new TemporaryFolder();
        await Store.Put(_name, Bytes("a lesson"));
        await Store.Fetch(_name, folder["original"]);
        Assert.Equal("a lesson", await File.ReadAllTextAsync(folder["original"]));

        await Store.Delete(_name);
        Assert.Equal("a lesson", await File.ReadAllTextAsync(folder["original"]));
    }

    [Fact]
    public async Task What_is_not_there_is_null_to_a_reader_and_an_error_to_a_fetch()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(await Store.Open(_name));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.Fetch(_name, folder["original"]));
        Assert.False(File.Exists(folder["original"]));
    }

    [Fact]
    public async Task Deleted_means_gone_also_what_was_only_staged_and_again_is_harmless()
    {
        await Stage(0, "Why?");
        await Store.Delete(_name);
        await Stage(4, "not?");
        await Store.Commit(_name, [4], 8);
        await using (var blob = await Store.Open(_name))
            Assert.DoesNotContain("Why?", await new StreamReader(blob!).ReadToEndAsync(),
                StringComparison.Ordinal);

        await Store.Delete(_name);
        await Store.Delete(_name);
        Assert.Null(await Store.Open(_name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lesson.mp4")]
    [InlineData("/etc/passwd")]
    [InlineData("originals/../../etc/passwd")]
    [InlineData("originals/0192a0000000700080000000000000ff/..")]
    [InlineData("originals/0192a0000000700080000000000000ff\n")]
    [InlineData("originals/0192A0000000700080000000000000FF")]
    public async Task A_name_that_we_did_not_make_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "");
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Open(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Put(name, Bytes("")));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutFile(name, folder["file"]));
        await Assert.ThrowsAsync<ArgumentException>(() => Stage(name, 0, new byte[1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(name, [], 0));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Fetch(name, folder["copy"]));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Delete(name));
    }

    private Task Stage(long offset, string text) =>
        Stage(_name, offset, Encoding.UTF8.GetBytes(text));

    protected async Task Stage(string name, long offset, byte[] block)
    {
        using var staged = Store.Begin(name, offset);
        await staged.Write(block);
        await staged.Complete();
    }

    private async Task<string> Text(string name)
    {
        await using var blob = await Store.Open(name);
        Assert.NotNull(blob);
        return await new StreamReader(blob).ReadToEndAsync();
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
