using System.Net;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LessonLens.Tests.Journey;

/// <summary>
/// Web and worker are killed at random moments of the journey; the moments follow from a seed.
/// </summary>
public sealed class KilledAnywhereTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Notes = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongForm.OrShort(inLong: 20, inShort: 1))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_journey_ends_well_and_nothing_is_doubled_or_left_over(int seed)
    {
        var web = await server.Start("web");
        var worker = await server.Start("worker");
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var recording = await File.ReadAllBytesAsync(await TestRecordings.SlowToMake);
        var upload = (await amira.BeginUpload(lesson, recording.Length)).Headers.Location!;
        var notes = Enumerable.Range(0, Notes).Select(_ => Guid.CreateVersion7()).ToList();

        using var peace = new CancellationTokenSource();
        var killing = KillNowAndThen([web, worker], seed, peace.Token);
        await Task.WhenAll(Send(amira, upload, recording), Write(amira, lesson, notes));
        await peace.CancelAsync();
        await killing;

        await amira.RecordingOnce(lesson, one => (string?)one["state"] == "ready", withinSeconds: 600);
        var conversation = await amira.Get($"/api/lessons/{lesson}/annotations?after=0");
        Assert.Equal(notes.Order(), conversation["changes"]!.AsArray()
            .Select(change => change!["annotation"]!["id"]!.GetValue<Guid>()).Order());
        Assert.Equal(0, await server.Sql<int>("select count(*) from jobs where dead_at is not null"));
        Assert.Equal(recording, await amira.Http.GetByteArrayAsync(
            new Uri($"/media/lessons/{lesson}/original", UriKind.Relative)));
        await NoBytesThatNoRowKnows();
        await web.Kill();
        await worker.Kill();
    }

    private static async Task KillNowAndThen(ServerProcess[] processes, int seed, CancellationToken peace)
    {
#pragma warning disable CA5394 // The moments must be the same in each run.
        var moments = new Random(seed);
        while (!peace.IsCancellationRequested)
        {
            await Task.Delay(moments.Next(100, 3000), peace).ContinueWith(_ => { }, TaskScheduler.Default);
            var unlucky = processes[moments.Next(processes.Length)];
#pragma warning restore CA5394
            await unlucky.Kill();
            await unlucky.Start();
        }
    }

    /// <summary>
    /// As a client that resumes: ask where to go on, send the rest slowly enough to be interrupted.
    /// </summary>
    private static Task Send(SignedIn person, Uri upload, byte[] recording) => Persist(async () =>
    {
        using var head = await person.Http.SendAsync(Tus.Head(upload));
        if (head.StatusCode != HttpStatusCode.OK) return false;
        var offset = (int)Tus.Offset(head);
        if (offset == recording.Length) return true;
        var next = recording[offset..Math.Min(offset + (1 << 20), recording.Length)];
        using var patch = Tus.Patch(upload, offset, next);
        using var answer = await person.Http.SendAsync(patch);
        return answer.IsSuccessStatusCode && offset + next.Length == recording.Length;
    });

    private static async Task Write(SignedIn person, Guid lesson, IEnumerable<Guid> notes)
    {
        foreach (var note in notes)
        {
            await Persist(async () =>
            {
                using var answer = await person.WriteNote(lesson, note);
                return answer.IsSuccessStatusCode;
            });
            // As in life, there is time between two notes.
            await Task.Delay(200);
        }
    }

    private static Task Persist(Func<Task<bool>> attempt) => Wait.Until(async () =>
    {
        try
        {
            return await attempt();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, withinSeconds: 120);

    /// <summary>What nothing points at is swept, and then each file has a row and each row a file.</summary>
    private async Task NoBytesThatNoRowKnows()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        using var notifier = new Notifier(source, NullLogger<Notifier>.Instance);
        var db = new Db(source, notifier);
        var blobs = new FolderBlobs(server.BlobFolder);
        using var sweeper = new BlobSweeper(
            db, new BlobLedger(db), blobs, TimeProvider.System, NullLogger<BlobSweeper>.Instance);
        await sweeper.Sweep(grace: TimeSpan.Zero, CancellationToken.None);

        await using var connection = await db.Open();
        var rows = await connection.QueryAsync<string>("""
            select name from blobs
            union all
            select 'keys/' || replace(id::text, '-', '') from protection_keys
            """);
        var files = Directory.EnumerateFiles(server.BlobFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(server.BlobFolder, file));
        Assert.Equal(rows.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }
}
