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
        await Blob(name).UploadAsync(bytes, new BlobUploadOptions(), stop);

    public async Task PutFile(string name, string path, CancellationToken stop = default)
    {
        await using var bytes = File.OpenRead(path);
        await Put(name, bytes, stop);
    }

    public async Task Stage(
        string name, long offset, ReadOnlyMemory<byte> block, CancellationToken stop = default)
    {
        await using var bytes = BinaryData.FromBytes(block).ToStream();
        await Reach(Blob(name).StageBlockAsync(BlockId(offset), bytes, cancellationToken: stop));
    }

    public async Task Commit(
        string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default) =>
        // Blocks that are in the list already are found among the committed ones, so again is harmless.
        await Reach(Blob(name).CommitBlockListAsync(offsets.Select(BlockId), cancellationToken: stop));

    public async Task<Stream?> Open(string name, CancellationToken stop = default)
    {
        try
        {
            return await Blob(name).OpenReadAsync(
                new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadAhead }, stop);
        }
        catch (RequestFailedException e) when (e.Status == 404)
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
            await blob.DownloadToAsync(arriving, stop);
            File.Move(arriving, path);
        }
        catch (RequestFailedException e) when (e.Status == 404)
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
        if (await blob.DeleteIfExistsAsync(cancellationToken: stop)) return;
        // Staged blocks alone are no blob that could be deleted; an empty one in their place drops them.
        await blob.CommitBlockListAsync([], cancellationToken: stop);
        await blob.DeleteIfExistsAsync(cancellationToken: stop);
    }

    /// <summary>The client has tried several times by itself (Azure.Core's retries).</summary>
    private static async Task Reach(Task asked)
    {
        try
        {
            await asked;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw new BlobStoreFailed("Azure Storage did not take it.", e);
        }
    }

    private BlockBlobClient Blob(string name) => container.GetBlockBlobClient(BlobNames.Checked(name));

    /// <summary>
    /// All ids of a blob must be equally long (Put Block); the offset makes staging again harmless.
    /// </summary>
    private static string BlockId(long offset)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, offset);
        return Convert.ToBase64String(bytes);
    }
}
