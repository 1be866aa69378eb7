using System.Diagnostics;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>Whoever does not read what comes holds up nobody but themselves.</summary>
[Collection(nameof(Alone))]
public sealed class SlowReaderTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Hundreds = 500;
    private const long MuchMemory = 192 << 20;

    [Fact]
    public async Task Others_hear_at_once_and_whoever_stops_reading_is_cut_off()
    {
        var process = await server.Start();
        var amira = await server.Someone(process, "Amira Haddad");
        var ben = await server.Someone(process, "Ben Carter", role: "coach");
        var cleo = await server.Someone(process, "Cleo Stern", role: "coach");
        var (room, beside) = (new Room(await amira.PlanLesson()), new Room(await amira.PlanLesson()));
        foreach (var lesson in (Guid[])[room.Lesson, beside.Lesson]) await amira.Share(lesson, ben);
        await amira.Share(room.Lesson, cleo);
        await using var deaf = await HubClient.JoinDeaf(cleo, room.Lesson);
        await using var bens = await HubClient.Connect(ben);
        await bens.Join(room.Lesson);
        await using var bensOther = await HubClient.Connect(ben);
        await bensOther.Join(beside.Lesson);
        await Wait.Until(async () => await Connections(room) == 2);
        var memory = process.ResidentBytes();

        var since = Stopwatch.GetTimestamp();
        var slowest = TimeSpan.Zero;
        // What may be kept until then must not grow with the speed of the machine.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await Wait.Until(async () =>
        {
            await pace.WaitForNextTickAsync();
            await Flood(room);
            foreach (var (where, page) in (IEnumerable<(Room, HubClient)>)[(room, bens), (beside, bensOther)])
            {
                var took = await HowSoonHeard(where, amira, page);
                slowest = took > slowest ? took : slowest;
            }

            return await Connections(room) == 1;
        }, 60);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"cut off after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s, the others heard within "
            + $"{slowest.TotalMilliseconds:0} ms, memory grew by "
            + $"{(process.ResidentBytes() - memory) >> 20} MiB");
        Assert.InRange(slowest.TotalSeconds, 0, 1);
        Assert.True(process.ResidentBytes() - memory < MuchMemory, "What nobody reads is kept.");
    }

    private static async Task<TimeSpan> HowSoonHeard(Room room, SignedIn author, HubClient page)
    {
        var (note, since) = (Guid.CreateVersion7(), Stopwatch.GetTimestamp());
        using var answer = await room.Note(author, note, new { atMs = 1, kind = "noticed", text = "Look" });
        Assert.True(answer.IsSuccessStatusCode);
        while ((Guid)(await page.Next("Changed"))["id"]! != note) { }
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Notices without a note behind them, so that nothing but the room is busy with them.</summary>
    private Task<long> Flood(Room room) => server.Sql<long>("""
        select count(pg_notify('lessonlens',
            format('conversation:%s %s annotation %s ', @lesson::text, n, @lesson::text)))
        from generate_series(1, @Hundreds) as n
        """, new { lesson = room.Lesson, Hundreds });

    private Task<long> Connections(Room room) => server.Sql<long>(
        "select count(*) from presences where lesson_id = @lesson", new { lesson = room.Lesson });
}
