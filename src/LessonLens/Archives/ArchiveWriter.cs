using System.IO.Compression;
using System.Security.Cryptography;

namespace LessonLens.Archives;

/// <summary>
/// Writes a zip straight to whoever waits for it, and remembers each file's hash. Films are stored as they
/// are: they cannot be made smaller, and pass through in pieces.
/// </summary>
internal sealed class ArchiveWriter(ZipArchive zip, CancellationToken stop)
{
    private const int AtOnce = 256 << 10;
    private readonly List<ArchivedFile> _files = [];

    public IReadOnlyList<ArchivedFile> Files => _files;

    public Task Add(string path, byte[] bytes) =>
        Add(path, new MemoryStream(bytes), CompressionLevel.Optimal);

    public Task AddFilm(string path, Stream bytes) => Add(path, bytes, CompressionLevel.NoCompression);

    /// <summary>An archive within this one.</summary>
    public async Task AddArchive(string path, Func<ArchiveWriter, Task> fill)
    {
        await using var file = await zip.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(stop);
        await Write(file, fill, stop);
    }

    public static async Task Write(Stream to, Func<ArchiveWriter, Task> fill, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        await fill(new ArchiveWriter(zip, stop));
    }

    private async Task Add(string path, Stream bytes, CompressionLevel level)
    {
        await using var from = bytes;
        await using var file = await zip.CreateEntry(path, level).OpenAsync(stop);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[AtOnce];
        long length = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, stop)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            length += read;
        }

        _files.Add(new ArchivedFile(path, length, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
