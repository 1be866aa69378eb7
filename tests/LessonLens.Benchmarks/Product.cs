using System.Diagnostics;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.People;

namespace LessonLens.Benchmarks;

/// <summary>
/// Everything that does jobs, with a database and blobs of its own, and nobody who waits for pages.
/// </summary>
internal sealed class Product(WebApplication app, IAsyncDisposable? postgres) : IAsyncDisposable
{
    private Guid _lesson;

    public static async Task<Product> Start(BenchFolder folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Data:Folder"] = folder["data"];
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        var postgres = await builder.AddDatabase();
        builder.AddBlobs(working: false);
        builder.AddJobs(working: false);
        builder.AddPeople();
        builder.AddLessons();
        builder.AddMedia();
        var app = builder.Build();
        await app.Services.GetRequiredService<Migrator>().Migrate();
        var product = new Product(app, postgres);
        await product.PlanLesson();
        return product;
    }

    /// <summary>A recording that has arrived.</summary>
    public async Task<Guid> Take(string file)
    {
        var (id, blob) = (Guid.CreateVersion7(), BlobNames.Original(Guid.CreateVersion7()));
        await Get<BlobLedger>().Write(_lesson, [blob]);
        // The store takes it over: by another name, so that it can be taken again.
        var here = $"{file}.{id:N}";
        if (!HardLink.TryMake(file, here)) throw new IOException("The blobs lie on another disk.");
        await Get<IBlobStore>().PutFile(blob, here);
        await Db.Change(async change =>
        {
            await RecordingStore.Begin(change, id, _lesson, blob, "lesson.mp4");
            await change.Connection.ExecuteAsync(
                "update recordings set state = 'processing' where id = @id", new { id });
        });
        return id;
    }

    /// <summary>Does one job of its lane and nothing else in it; how long it took.</summary>
    public async Task<TimeSpan> Do(
        Guid subject, string kind, Lane lane = Lane.Quick, CancellationToken stop = default)
    {
        await Db.Change(async change =>
        {
            // An earlier job may have left this one in another lane.
            await change.Connection.ExecuteAsync(
                "delete from jobs where lane = @lane or (kind, subject) = (@kind, @subject)",
                new { lane = lane.ToString().ToLowerInvariant(), kind, subject });
            await JobQueue.Enqueue(change, lane, kind, subject);
        }, stop);
        var handler = app.Services.GetServices<IJobHandler>().Single(one => one.Kind == kind);
        var watch = Stopwatch.StartNew();
        var job = await Get<JobQueue>().Claim(lane, stop);
        // Nobody else is here to take it, so its lease may be as long as it likes.
        await handler.Work(job!, stop);
        return watch.Elapsed;
    }

    /// <summary>Does something while a recording is encoded that some of can be watched already.</summary>
    public async Task While(Guid encoding, Func<Task> something)
    {
        using var stop = new CancellationTokenSource();
        await Db.Change(change => change.Connection.ExecuteAsync(
            "update recordings set playable = false where id = @encoding", new { encoding }));
        var all = Do(encoding, "encode", Lane.Heavy, stop.Token);
        await IsPlayable(encoding, all);
        await something();
        var wasEncoding = !all.IsCompleted;
        await stop.CancelAsync();
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!wasEncoding) throw new InvalidOperationException("It was encoded too soon.");
    }

    /// <summary>Also how long until the first picture could be watched.</summary>
    public async Task<(TimeSpan First, TimeSpan All)> DoWatchable(Guid recording, string kind)
    {
        await Db.Change(change => change.Connection.ExecuteAsync(
            "update recordings set playable = false where id = @recording", new { recording }));
        var watch = Stopwatch.StartNew();
        var all = Do(recording, kind);
        await IsPlayable(recording, all);
        return (watch.Elapsed, await all);
    }

    public async Task<TimeSpan> Clip(Guid recording, TimeSpan from, TimeSpan length)
    {
        var clip = Guid.CreateVersion7();
        await Db.Change(change => change.Connection.ExecuteAsync("""
            insert into clips (id, lesson_id, recording_id, from_ms, to_ms, title)
            values (@clip, @_lesson, @recording, @fromMs, @toMs, 'A clip')
            """, new
        {
            clip,
            _lesson,
            recording,
            fromMs = (int)from.TotalMilliseconds,
            toMs = (int)(from + length).TotalMilliseconds,
        }));
        return await Do(clip, "clip");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
    }

    private async Task IsPlayable(Guid recording, Task all)
    {
        await using var connection = await Db.Open();
        while (!all.IsCompleted && !await connection.QuerySingleAsync<bool>(
            "select playable from recordings where id = @recording", new { recording }))
            await Task.Delay(20);
    }

    private Db Db => Get<Db>();

    private T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    private async Task PlanLesson()
    {
        _lesson = Guid.CreateVersion7();
        var (school, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Db.Change(change => change.Connection.ExecuteAsync("""
            insert into schools (id, name) values (@school, 'Bench');
            insert into people (id, email, name, password_hash) values (@person, 'a@b', 'Amira', '');
            insert into lessons (id, school_id, owner_id, title) values (@_lesson, @school, @person, 'Lesson')
            """, new { school, person, _lesson }));
    }
}
