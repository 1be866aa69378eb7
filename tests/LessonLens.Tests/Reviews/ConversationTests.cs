using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>The order of a conversation, and that nothing of it is lost.</summary>
public sealed class ConversationTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Writers_at_once_make_one_order_without_a_gap_and_a_reader_in_between_misses_nothing()
    {
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var writers = new List<SignedIn> { amira };
        foreach (var name in (string[])["Ben", "Dana", "Omar"])
        {
            writers.Add(await server.Someone(web, name));
            await amira.Share(lesson, with: writers[^1]);
        }

        const int each = 40;
        var writing = Task.WhenAll(writers.Select(writer => WriteMany(writer, lesson, each)));
        var read = new List<(long Seq, Guid Id)>();
        long after = 0;
        while (!writing.IsCompleted || after < writers.Count * each)
        {
            if (writing.IsFaulted) await writing;
            var (seq, changes) = await After(amira, lesson, after);
            read.AddRange(changes);
            after = seq;
        }

        Assert.Equal(UpTo(writers.Count * each), read.Select(change => change.Seq));
        var written = (await writing).SelectMany(ids => ids);
        Assert.Equal(written.Order(), read.Select(change => change.Id).Order());
        await web.Kill();
    }

    [Fact]
    public async Task A_server_that_is_killed_after_an_acknowledgement_loses_no_note()
    {
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var acknowledged = new List<Guid>();
        var kills = LongForm.OrShort(inLong: 10, inShort: 3);
        for (var kill = 0; kill < kills; kill++)
        {
            // Four write as fast as they can; the server dies in the middle of it.
            var writers = Enumerable.Range(0, 4)
                .Select(_ => WriteUntilRefused(amira, lesson, acknowledged)).ToList();
            var enough = 50 * (kill + 1);
            await Wait.Until(() => Task.FromResult(Count(acknowledged) >= enough), withinSeconds: 120);
            await web.Kill();
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(120));
            await web.Start();
        }

        var (seq, changes) = await After(amira, lesson, 0);
        Assert.Empty(acknowledged.Except(changes.Select(change => change.Id)));
        Assert.Equal(changes.Count, changes.Select(change => change.Id).Distinct().Count());
        Assert.Equal(UpTo((int)seq), changes.Select(change => change.Seq));
        await web.Kill();
    }

    private static async Task<List<Guid>> WriteMany(SignedIn writer, Guid lesson, int count)
    {
        var ids = new List<Guid>();
        for (var n = 0; n < count; n++)
        {
            var id = Guid.CreateVersion7();
            using var answer = await writer.WriteNote(lesson, id, $"{writer.Name} {n}");
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            ids.Add(id);
        }

        return ids;
    }

    private static async Task WriteUntilRefused(SignedIn writer, Guid lesson, List<Guid> acknowledged)
    {
        try
        {
            while (true)
            {
                var id = Guid.CreateVersion7();
                using var answer = await writer.WriteNote(lesson, id);
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                lock (acknowledged) acknowledged.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }
    }

    private static IEnumerable<long> UpTo(int last) => Enumerable.Range(1, last).Select(n => (long)n);

    private static int Count(List<Guid> ids)
    {
        lock (ids) return ids.Count;
    }

    private static async Task<(long Seq, IReadOnlyList<(long Seq, Guid Id)> Changes)> After(
        SignedIn reader, Guid lesson, long after)
    {
        var conversation = await reader.Get($"/api/lessons/{lesson}/annotations?after={after}");
        return (conversation["seq"]!.GetValue<long>(), [.. conversation["changes"]!.AsArray().Select(change =>
            (change!["seq"]!.GetValue<long>(), change["annotation"]!["id"]!.GetValue<Guid>()))]);
    }
}
