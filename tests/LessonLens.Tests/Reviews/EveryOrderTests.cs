using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>
/// Crossing edits, late duplicates, deletions against edits, deletions that overtake what they delete,
/// replies to deleted notes, and notes that are held back: whatever the order of arrival, both pages end the
/// same. The pages' own half of this is tested beside them (every-order.test.ts).
/// </summary>
public sealed class EveryOrderTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const int Seeds = 50;

    [Fact]
    public async Task Every_order_of_arrival_ends_the_same_for_both()
    {
        var (amira, ben) = (await app.Someone("Amira Haddad"), await app.Someone("Ben Carter"));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Seeds), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
            {
                // The same things happen in two lessons, each time in another order, several at once.
                var ends = (await EndOf(seed, order: 1, amira, ben), await EndOf(seed, order: 2, amira, ben));
                Assert.True(ends.Item1 == ends.Item2, $"seed {seed}: {ends}");
            });
    }

    private static async Task<string> EndOf(int seed, int order, SignedIn amira, SignedIn ben)
    {
        var room = new Room(await amira.PlanLesson());
        await amira.Share(room.Lesson, ben);
        var reader = new Reader(room, ben);
        await Happen(room, amira, ben, seed, new Random((seed * 10) + order), reader);
        var end = End(await room.Changes(amira));
        Assert.True(end == End(await room.Changes(ben)), $"seed {seed}: the two see something else");
        Assert.True(end == await reader.End(), $"seed {seed}: read bit by bit it is otherwise");
        return end;
    }

    private static async Task Happen(
        Room room, SignedIn amira, SignedIn ben, int seed, Random order, Reader reader)
    {
        var luck = new Random(seed);
        var notes = Enumerable.Range(0, 3).Select(i => (Id: Guid.CreateVersion7(), Name: $"note {i}",
            Author: i % 2 == 0 ? amira : ben)).ToList();
        var replies = notes.SelectMany(note => Enumerable.Range(0, 2).Select(i => (Id: Guid.CreateVersion7(),
            note, Name: $"reply {i} to {note.Name}", Author: i == 0 ? amira : ben))).ToList();
        foreach (var note in notes) await Write(note, 0)();

        // Each list keeps its order, as a page's outbox does; lists cross each other, and everything may come
        // again at any later time.
        var lists = new List<List<Func<Task>>>();
        foreach (var note in notes)
        {
            List<Func<Task>> edits = [Write(note, 1), Write(note, 2), Write(note, 3)];
            lists.AddRange(edits.Select(edit => new List<Func<Task>> { edit }));
            if (luck.Next(2) == 0) lists.Add([() => room.Delete(note.Author, note.Id)]);
            lists.Add([() => room.Mark(amira, note.Id, answered: true, edit: 1)]);
        }

        foreach (var reply in replies)
        {
            var list = new List<Func<Task>> { Answer(reply, 0), Answer(reply, 1) };
            if (luck.Next(3) == 0) list.Add(() => room.Delete(reply.Author, reply.note.Id, reply.Id));
            lists.Add(list);
        }

        // What is deleted while a page closes may arrive after its deletion.
        for (var i = 0; i < 2; i++)
        {
            var note = (Id: Guid.CreateVersion7(), Name: $"hasty note {i}", Author: i == 0 ? amira : ben);
            var reply = (Id: Guid.CreateVersion7(), Note: notes[i], Name: $"hasty reply {i}", note.Author);
            lists.AddRange([
                [Write(note, 0)], [() => room.Delete(note.Author, note.Id)],
                [Answer(reply, 0)], [() => room.Delete(reply.Author, reply.Note.Id, reply.Id)]]);
        }

        // Amira writes first for a while; Ben's note is held back, or was there before.
        var held = (Id: Guid.CreateVersion7(), Name: "perhaps held back", Author: ben);
        lists.AddRange([
            [() => room.WriteFirst(amira, on: true)], [() => room.WriteFirst(amira, on: false)],
            [Write(held, 0), Answer((Guid.CreateVersion7(), held, "own reply", ben), 0), Write(held, 1)]]);

        var late = lists.SelectMany(list => list).ToList();
        while (lists.Count > 0)
        {
            var now = Enumerable.Range(0, order.Next(1, 4)).Select(_ => order.Next(lists.Count)).Distinct()
                .Select(at => lists[at]).ToList();
            // Several requests are on their way at once, and some arrive twice.
            await Task.WhenAll(now.Select(list => list[0]()).Concat(
                order.Next(3) == 0 ? [now[0][0]()] : Array.Empty<Task>()));
            foreach (var list in now) list.RemoveAt(0);
            lists.RemoveAll(list => list.Count == 0);
            if (order.Next(3) == 0) await reader.Look();
        }

        foreach (var again in order.GetItems(late.ToArray(), 6)) await again();
        await room.WriteFirst(amira, on: false);

        Func<Task> Write((Guid Id, string Name, SignedIn Author) note, int edit) => () =>
            room.Note(note.Author,
            note.Id, new { atMs = 1000, kind = "wondered", text = $"{note.Name}, edit {edit}", edit });
        Func<Task> Answer(
            (Guid Id, (Guid Id, string, SignedIn) Note, string Name, SignedIn Author) reply, int edit) =>
                () =>
             room.Reply(reply.Author, reply.Note.Id, reply.Id, $"{reply.Name}, edit {edit}", edit);
    }

    /// <summary>
    /// What a page shows in the end, without the numbers and ids that differ from lesson to lesson. Of what
    /// is gone it shows nothing, but for a stone where there are answers.
    /// </summary>
    private static string End(IReadOnlyCollection<JsonObject> changes)
    {
        var answered = changes.Select(change => (string?)change["reply"]?["annotationId"]).ToHashSet();
        return string.Join("; ", changes
            .Select(change => change switch
            {
                _ when change["annotation"] is { } note => $"{note["text"]}, answered: {note["answered"]}",
                _ when change["reply"] is { } reply => (string)reply["text"]!,
                _ when change["deleted"] is { } note && answered.Contains((string?)note) =>
                    $"a stone at {change["atMs"]}",
                _ => null,
            })
            .Where(line => line is not null)
            .Order(StringComparer.Ordinal));
    }

    /// <summary>A page that asks for what came after, time and again.</summary>
    private sealed class Reader(Room room, SignedIn who)
    {
        private readonly Dictionary<string, JsonObject> _things = [];
        private long _seq;

        public async Task Look()
        {
            var conversation = await room.Conversation(who, _seq);
            _seq = (long)conversation["seq"]!;
            foreach (var change in conversation["changes"]!.AsArray().Select(one => one!.AsObject()))
                _things[(string)(change["annotation"]?["id"] ?? change["reply"]?["id"] ?? change["deleted"]
                    ?? change["deletedReply"])!] = change;
        }

        public async Task<string> End()
        {
            await Look();
            return EveryOrderTests.End(_things.Values);
        }
    }
}
