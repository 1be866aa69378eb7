using System.Text;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Jobs;
using LessonLens.Media;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LessonLens.Tests.Media;

/// <summary>A recording that lies in a store far away is brought once.</summary>
public sealed class RecordingCacheTests : IClassFixture<TestDatabase>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();
    private readonly DistantBlobs _blobs = new();
    private readonly TestDatabase _database;
    private readonly IConfiguration _settings;
    private readonly RecordingCache _cache;

    public RecordingCacheTests(TestDatabase database)
    {
        _database = database;
        _settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = _folder.Path })
            .Build();
        _cache = new RecordingCache(_blobs, new BlobLedger(database.Db), _settings, _clock);
    }

    public void Dispose() => _folder.Dispose();

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
        var name = await ARecording();
        await _cache.Bring(name, _folder["running"], Stop);

        _clock.Advance(TimeSpan.FromMinutes(5));
        await _cache.LetGo(Stop);
        await _cache.Bring(name, _folder["soon"], Stop);
        Assert.Equal(1, _blobs.Fetched);
        _clock.Advance(TimeSpan.FromMinutes(11));
        await _cache.LetGo(Stop);
        Assert.Equal(name, await File.ReadAllTextAsync(_folder["running"], Stop));
        Assert.Empty(Copies);
        await _cache.Bring(name, _folder["later"], Stop);
        Assert.Equal(2, _blobs.Fetched);
    }

    [Fact]
    public async Task It_goes_at_the_next_round_when_it_was_erased_though_no_notice_of_that_came()
    {
        var (erased, kept) = (await ARecording(), await ARecording());
        foreach (var name in (string[])[erased, kept]) await _cache.Bring(name, _folder[name[^12..]], Stop);
        await using (var connection = await _database.Db.Open(Stop))
            await connection.ExecuteAsync("delete from blobs where name = @erased", new { erased });

        await _cache.LetGo(Stop);
        Assert.EndsWith(kept[^32..], Assert.Single(Copies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_of_a_job_that_nobody_will_try_again_goes_and_others_stay()
    {
        var queue = new JobQueue(_database.Db);
        await _database.Db.Change(change =>
            JobQueue.Enqueue(change, Lane.Heavy, "encode", Guid.CreateVersion7()), Stop);
        var waiting = (await queue.Claim(Lane.Heavy, Stop))!.Id;
        foreach (var name in (string[])[$"{waiting}-1", $"{waiting + 1}-1", "visit-now", "sandbox-now"])
            Directory.CreateDirectory(_folder[Path.Combine("work", name)]);
        // As a process left them that was killed.
        foreach (var name in (string[])["visit-old", "sandbox-old"])
            Directory.CreateDirectory(_folder[Path.Combine("work", name)]).LastWriteTimeUtc =
                DateTime.UtcNow.AddHours(-1);

        await new JobFolders(_cache, queue, _settings).LetGo(Stop);
        Assert.Equal([$"{waiting}-1", "sandbox-now", "visit-now"], Directory.GetDirectories(_folder["work"])
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_attempt_finds_nothing_of_the_one_before_it_that_died()
    {
        var died = Directory.CreateDirectory(_folder[Path.Combine("work", "7-1")]).FullName;
        var ofAnother = Directory.CreateDirectory(_folder[Path.Combine("work", "77-1")]).FullName;
        await File.WriteAllTextAsync(Path.Combine(died, "half"), "a clip", Stop);
        var again = new ClaimedJob
        { Id = 7, Kind = "clip", Subject = Guid.CreateVersion7(), Attempts = 2, Token = 2 };

        using var folder = await new JobFolders(_cache, new JobQueue(_database.Db), _settings)
            .For(again, BlobNames.Original(Guid.CreateVersion7()), Stop);
        Assert.Equal([folder.File(SafeInput.Name)], Directory.GetFiles(folder.Path));
        Assert.False(Directory.Exists(died));
        Assert.True(Directory.Exists(ofAnother));
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

    private IEnumerable<string> Copies =>
        Directory.EnumerateFiles(_folder[Path.Combine("work", "recordings")]);

    private async Task<string> ARecording()
    {
        var name = BlobNames.Original(Guid.CreateVersion7());
        await new BlobLedger(_database.Db).Write(Guid.CreateVersion7(), [name], Stop);
        return name;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Each blob holds its own name.</summary>
    private sealed class DistantBlobs : IBlobStore
    {
        public long FreeBytes => long.MaxValue;

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

        public IStagedBlock Begin(string name, long offset) => throw new NotSupportedException();

        public Task Commit(
            string name, IReadOnlyList<long> offsets, long length, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task<Stream?> Open(string name, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task Delete(string name, CancellationToken stop = default) =>
            throw new NotSupportedException();
    }
}
