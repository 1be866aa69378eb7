using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LessonLens.Blobs;

/// <summary>
/// Blobs as files below one folder. Growing ones end in <c>.part</c> until they are committed.
/// </summary>
/// <param name="folder">Below which they are.</param>
/// <param name="flush">False only to measure what it costs that bytes outlive a loss of power.</param>
public sealed partial class FolderBlobs(string folder, bool flush = true) : IBlobStore
{
    private const int CopyBuffer = 1 << 20;
    private const string Arriving = ".new";

    public Task Put(string name, Stream bytes, CancellationToken stop = default) =>
        Reach(() => Write(name, bytes, stop));

    public Task PutFile(string name, string path, CancellationToken stop = default) =>
        Reach(() => TakeOver(name, path, stop));

    private async Task Write(string name, Stream bytes, CancellationToken stop)
    {
        var path = PathOf(name);
        // A known name, so that what a killed process left goes with the blob.
        var arriving = path + Arriving;
        await using var file = new FileStream(
            arriving, FileMode.Create, FileAccess.Write, FileShare.None, CopyBuffer);
        try
        {
            await bytes.CopyToAsync(file, CopyBuffer, stop);
            file.Flush(flushToDisk: true);
            Place(arriving, path);
        }
        catch
        {
            // A full disk must not fill further with what nobody will ever name.
            File.Delete(arriving);
            throw;
        }
    }

    private async Task TakeOver(string name, string path, CancellationToken stop)
    {
        using (var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        try
        {
            Place(path, PathOf(name));
        }
        catch (IOException)
        {
            // Another file system: a rename cannot cross over.
            await using var bytes = File.OpenRead(path);
            await Write(name, bytes, stop);
        }
    }

    public IStagedBlock Begin(string name, long offset)
    {
        try
        {
            return new StagedBlock(PathOf(name) + ".part", offset, flush);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    public Task Commit(
        string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default)
    {
        try
        {
            Commit(PathOf(name), length);
            return Task.CompletedTask;
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
    }

    private static void Commit(string path, long length)
    {
        if (File.Exists(path))
        {
            // A block that was sent again, because its first acknowledgement was lost.
            File.Delete(path + ".part");
            return;
        }

        using (var handle = File.OpenHandle(path + ".part", FileMode.OpenOrCreate, FileAccess.ReadWrite))
        {
            // What an unacknowledged write left behind the end is no part of the blob.
            RandomAccess.SetLength(handle, length);
            RandomAccess.FlushToDisk(handle);
        }

        Place(path + ".part", path);
    }

    private static BlobStoreFailed Failed(Exception e) => e is IOException io && FullDisk.IsMeant(io)
        ? new BlobStoreFull(e) : new BlobStoreFailed("The disk did not take it.", e);

    /// <summary>
    /// What the system says of a disk is a failure of the store; a file that is not there is none.
    /// </summary>
    private static async Task Reach(Func<Task> act)
    {
        try
        {
            await act();
        }
        // The system's numbers (errno); .NET's own, as of lines that break, are below zero.
        catch (Exception e) when (e is IOException { HResult: > 0 } or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    public async Task<Stream?> Open(string name, CancellationToken stop = default)
    {
        Stream? blob = null;
        await Reach(() =>
        {
            try
            {
                blob = new Reader(PathOf(name));
            }
            catch (FileNotFoundException)
            {
                // Nothing is what there is.
            }

            return Task.CompletedTask;
        });
        return blob;
    }

    public Task Fetch(string name, string path, CancellationToken stop = default) => Reach(() =>
    {
        var source = PathOf(name);
        if (!File.Exists(source)) throw new FileNotFoundException("There is no such blob.", name);
        if (!HardLink.TryMake(source, path)) File.Copy(source, path);
        return Task.CompletedTask;
    });

    public long FreeBytes => new DriveInfo(Directory.CreateDirectory(folder).FullName).AvailableFreeSpace;

    public Task Delete(string name, CancellationToken stop = default) => Reach(() =>
    {
        File.Delete(PathOf(name));
        File.Delete(PathOf(name) + ".part");
        File.Delete(PathOf(name) + Arriving);
        return Task.CompletedTask;
    });

    private string PathOf(string name)
    {
        var path = Path.Combine(folder, BlobNames.Checked(name));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        return path;
    }

    private static void Place(string from, string to)
    {
        // File.Move would copy to another file system in silence, and not as far as its disk.
        if (Rename(from, to) != 0)
            throw new IOException(
                $"Could not rename {from}: {Marshal.GetLastPInvokeErrorMessage()}",
                Marshal.GetLastPInvokeError());
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>A new name is on the disk only when its folder is (fsync(2)).</summary>
    private static void FlushFolder(string path)
    {
        // .NET opens no folders, so this one goes to the kernel directly.
        using var handle = new SafeFileHandle(OpenFolder(path, 0), ownsHandle: true);
        if (!handle.IsInvalid) _ = Fsync(handle);
    }

    private sealed class Reader(string path) : FileStream(path, new FileStreamOptions
    {
        BufferSize = 0,
        Share = FileShare.ReadWrite | FileShare.Delete,
    })
    {
        // Linux has no asynchronous way for files: another thread would do the same, its cache cold.
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));
    }

    private sealed class StagedBlock(string path, long offset, bool flush) : IStagedBlock
    {
        private readonly bool _isNew = !File.Exists(path);
        private readonly SafeFileHandle _file = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        private long _at = offset;

        public ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken stop = default)
        {
            try
            {
                // As for the reader.
                RandomAccess.Write(_file, bytes.Span, _at);
                _at += bytes.Length;
                return ValueTask.CompletedTask;
            }
            catch (IOException e)
            {
                throw Failed(e);
            }
        }

        public Task Complete(CancellationToken stop = default)
        {
            try
            {
                if (flush) RandomAccess.FlushToDisk(_file);
                if (_isNew) FlushFolder(Path.GetDirectoryName(path)!);
                return Task.CompletedTask;
            }
            catch (IOException e)
            {
                throw Failed(e);
            }
        }

        public void Dispose() => _file.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle folder);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
