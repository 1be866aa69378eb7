using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace LessonLens.Blobs;

/// <summary>
/// Blobs as block blobs of one private container in Azure Storage. What returns is stored there.
/// </summary>
public sealed class AzureBlobs(BlobContainerClient container) : IBlobStore
{
    /// <summary>A reader asks for this much at once, and again after each seek.</summary>
    private const int ReadAhead = 1 << 20;

    public async Task Put(string name, Stream bytes, CancellationToken stop = default) =>
        await Reach(Blob(name).UploadAsync(bytes, new BlobUploadOptions(), stop));

    public async Task PutFile(string name, string path, CancellationToken stop = default)
    {
        await using var bytes = File.OpenRead(path);
        await Put(name, bytes, stop);
    }

    public IStagedBlock Begin(string name, long offset) => new StagedBlock(Blob(name), offset);

    public async Task Commit(
        string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default) =>
        // Blocks that are in the list already are found among the committed ones, so again is harmless.
        await Reach(Blob(name).CommitBlockListAsync(
            offsets.Zip([.. offsets.Skip(1), length], (at, end) => BlockId(at, (int)(end - at))),
            cancellationToken: stop));

    public async Task<Stream?> Open(string name, CancellationToken stop = default)
    {
        try
        {
            return await Reach(Blob(name).OpenReadAsync(
                new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadAhead }, stop));
        }
        catch (BlobStoreFailed e) when (e.InnerException is RequestFailedException { Status: 404 })
        {
            return null;
        }
    }

    public async Task Fetch(string name, string path, CancellationToken stop = default)
    {
        var blob = Blob(name);
        var arriving = path + ".part";
        try
        {
            await Reach(blob.DownloadToAsync(arriving, stop));
            File.Move(arriving, path);
        }
        catch (BlobStoreFailed e) when (e.InnerException is RequestFailedException { Status: 404 })
        {
            throw new FileNotFoundException("There is no such blob.", name, e);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    public long FreeBytes => long.MaxValue;

    public async Task Delete(string name, CancellationToken stop = default)
    {
        var blob = Blob(name);
        if (await Reach(blob.DeleteIfExistsAsync(cancellationToken: stop))) return;
        // Staged blocks alone are no blob that could be deleted; an empty one in their place drops them.
        await Reach(blob.CommitBlockListAsync([], cancellationToken: stop));
        await Reach(blob.DeleteIfExistsAsync(cancellationToken: stop));
    }

    /// <summary>The client has tried several times by itself (Azure.Core's retries).</summary>
    private static async Task<T> Reach<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new BlobStoreFailed("Azure Storage did not take it.", e);
        }
    }

    private BlockBlobClient Blob(string name) => container.GetBlockBlobClient(BlobNames.Checked(name));

    /// <summary>
    /// All ids of a blob must be equally long (Put Block). Offset and length make staging again harmless,
    /// also for one who was asleep while another went on with other lengths.
    /// </summary>
    private static string BlockId(long offset, int length)
    {
        var bytes = new byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, offset);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(long)), length);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>A block goes there in one request whose length is said first, so it gathers here.</summary>
    private sealed class StagedBlock(BlockBlobClient blob, long offset) : IStagedBlock
    {
        private readonly ArrayBufferWriter<byte> _gathered = new();

        public ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken stop = default)
        {
            _gathered.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }

        public async Task Complete(CancellationToken stop = default)
        {
            await using var bytes = BinaryData.FromBytes(_gathered.WrittenMemory).ToStream();
            await Reach(blob.StageBlockAsync(
                BlockId(offset, _gathered.WrittenCount), bytes, cancellationToken: stop));
        }

        public void Dispose() => _gathered.ResetWrittenCount();
    }
}
