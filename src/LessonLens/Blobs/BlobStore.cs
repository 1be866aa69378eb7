namespace LessonLens.Blobs;

/// <summary>
/// Where bytes live, by name. A name comes from <see cref="BlobNames"/> and is never used for other bytes; a
/// blob never changes once it is whole. What returns has reached the disk.
/// </summary>
public interface IBlobStore
{
    /// <summary>The whole blob; again with the same bytes is harmless.</summary>
    Task Put(string name, Stream bytes, CancellationToken stop = default);

    /// <summary>The whole blob from a local file, which is taken over: it may be gone afterwards.</summary>
    Task PutFile(string name, string path, CancellationToken stop = default);

    /// <summary>
    /// Begins one block of a blob that grows, at an offset in bytes; again at the same offset is harmless.
    /// </summary>
    IStagedBlock Begin(string name, long offset);

    /// <summary>Makes the staged blocks the blob, in the order of their offsets; again is harmless.</summary>
    Task Commit(string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default);

    /// <summary>A seekable stream, or null where there is no such blob.</summary>
    Task<Stream?> Open(string name, CancellationToken stop = default);

    /// <summary>
    /// Brings it to a local path, to be read only: it may be the blob itself under another name.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    Task Fetch(string name, string path, CancellationToken stop = default);

    /// <summary>How much more goes in, in bytes; more than anybody has where there is no bound.</summary>
    long FreeBytes { get; }

    /// <summary>Also when there is none, or only staged blocks.</summary>
    Task Delete(string name, CancellationToken stop = default);
}

/// <summary>A block on its way. What is not completed is no part of any blob.</summary>
public interface IStagedBlock : IDisposable
{
    ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken stop = default);

    /// <summary>When it returns, all that was written has reached the disk.</summary>
    Task Complete(CancellationToken stop = default);
}

/// <summary>The store cannot be reached, or will not do it now.</summary>
public class BlobStoreFailed(string message, Exception inner) : IOException(message, inner);

/// <summary>There is no room for more.</summary>
public sealed class BlobStoreFull(Exception inner) : BlobStoreFailed("The blob store is full.", inner);
