using System.Text;
using LessonLens.Blobs;
using LessonLens.Media;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LessonLens.Tests.Media;

/// <summary>A recording that lies in a store far away is brought once.</summary>
public sealed class RecordingCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();
    private readonly DistantBlobs _blobs = new();
    private readonly RecordingCache _cache;

    public RecordingCacheTests() => _cache = new RecordingCache(_blobs, new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = _folder.Path })
        .Build(), _clock);

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Jobs_that_begin_at_once_share_one_download()
    {
        var name = BlobNames.Original(Guid.CreateVersion7());

        await Task.WhenAll(Enumerable.Range(0, 5).Select(job => _cache.Bring(name, _folder[$"{job}"], Stop)));

        Assert.Equal(1, _blobs.Fetched);
        Assert.All(Enumerable.Range(0, 5), job => Assert.Equal(name, File.ReadAllText(_folder[$"{job}"])));
    }

    [Fact]
    public async Task It_goes_when_nobody_has_asked_for_a_while_and_takes_nothing_from_a_job_that_runs()
    {
        var name = BlobNames.Original(Guid.CreateVersion7());
        await _cache.Bring(name, _folder["running"], Stop);

        _clock.Advance(TimeSpan.FromMinutes(5));
        _cache.LetGo();
        await _cache.Bring(name, _folder["soon"], Stop);
        Assert.Equal(1, _blobs.Fetched);
        _clock.Advance(TimeSpan.FromMinutes(11));
        _cache.LetGo();
        Assert.Equal(name, await File.ReadAllTextAsync(_folder["running"], Stop));
        Assert.Empty(Directory.EnumerateFiles(_folder[Path.Combine("work", "recordings")]));
        await _cache.Bring(name, _folder["later"], Stop);
        Assert.Equal(2, _blobs.Fetched);
    }

    [Fact]
    public async Task A_download_that_broke_off_is_begun_again()
    {
        var name = BlobNames.Original(Guid.CreateVersion7());
        _blobs.IsAway = true;
        await Assert.ThrowsAsync<IOException>(() => _cache.Bring(name, _folder["first"], Stop));

        _blobs.IsAway = false;
        await _cache.Bring(name, _folder["second"], Stop);

        Assert.Equal(name, await File.ReadAllTextAsync(_folder["second"], Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Each blob holds its own name.</summary>
    private sealed class DistantBlobs : IBlobStore
    {
        private int _fetched;

        public int Fetched => _fetched;
        public bool IsAway { get; set; }

        public async Task Fetch(string name, string path, CancellationToken stop = default)
        {
            await File.WriteAllTextAsync(path, name[..5], Encoding.UTF8, stop);
            if (IsAway) throw new IOException("The line was cut.");
            await File.WriteAllTextAsync(path, name, stop);
            Interlocked.Increment(ref _fetched);
        }

        public Task Put(string name, Stream bytes, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task PutFile(string name, string path, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task Stage(
            string name, long offset, ReadOnlyMemory<byte> block, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task Commit(
            string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task<Stream?> Open(string name, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task Delete(string name, CancellationToken stop = default) =>
            throw new NotSupportedException();
    }
}
