using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Reviews;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Reviews;

/// <summary>The owner writes first, and nobody sees what is not theirs to see yet.</summary>
public sealed class OwnNotesFirstTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private readonly Guid _held = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_held_back_is_exported_for_its_author_alone_and_only_if_asked_for()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await room.WriteFirst(amira, on: true);
        await ben.WriteNote(room.Lesson, Guid.CreateVersion7(), "Held back");
        Assert.Contains("Held back", await Table(ben, "?drafts=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("Held back", await Table(ben), StringComparison.Ordinal);
        Assert.DoesNotContain("Held back", await Table(amira, "?drafts=true"), StringComparison.Ordinal);

        Task<string> Table(SignedIn who, string query = "") => who.Http.GetStringAsync(
            new Uri($"/api/lessons/{room.Lesson}/exports/annotations.csv{query}", UriKind.Relative));
    }

    [Fact]
    public async Task Nobody_sees_anothers_drafts_or_what_is_held_back_by_any_door()
    {
        const string secret = "Mirabelle";
        var school = $"School {Guid.NewGuid():N}";
        var (amira, ben) = (await app.Someone("Amira", school), await app.Someone("Ben", school));
        var (chris, dana) = (await app.Someone("Chris", school), await app.Someone("Dana", school, "admin"));
        var room = new Room(await amira.PlanLesson());
        foreach (var colleague in (SignedIn[])[ben, chris, dana]) await amira.Share(room.Lesson, colleague);
        Assert.Equal(HttpStatusCode.NoContent, (await room.WriteFirst(amira, true)).StatusCode);
        var others = new[] { amira, chris, dana };
        var (pages, streams) = (new List<HubClient>(), new List<EventStream>());
        foreach (var other in others)
        {
            pages.Add(await HubClient.Connect(other));
            await pages[^1].Join(room.Lesson);
            streams.Add(await EventStream.Of(other));
        }

        var draft = Guid.CreateVersion7();
        foreach (var (note, isDraft) in (ValueTuple<Guid, bool>[])[(draft, true), (_held, false)])
        {
            await ben.WriteNote(room.Lesson, note, secret, draft: isDraft);
            await ben.WriteNote(room.Lesson, note, $"{secret} again", edit: 1, draft: isDraft);
            await room.Reply(ben, note, Guid.CreateVersion7(), secret);
        }

        // What everybody may know is the first that they hear of.
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{room.Lesson}", new { focus = "Who talks?" });
        foreach (var page in pages)
        {
            var heard = (string?)(await page.Next("Changed"))["kind"];
            // Of what was before they came, notice may come after them.
            while (heard is "order") heard = (string?)(await page.Next("Changed"))["kind"];
            Assert.Equal("focus", heard);
        }

        foreach (var stream in streams)
        {
            var heard = (await stream.Next())!.Value.Type;
            while (heard is "recording" or "quiet" or "order" or "access")
                heard = (await stream.Next())!.Value.Type;
            Assert.Equal("focus", heard);
        }

        foreach (var other in others)
        {
            foreach (var path in (string[])[
                "/", $"/lessons/{room.Lesson}", $"/api/lessons/{room.Lesson}",
                $"/api/lessons/{room.Lesson}/annotations?after=0", $"/api/lessons?q={secret}",
                $"/api/lessons/{room.Lesson}/exports/annotations.csv?drafts=true",
                $"/api/lessons/{room.Lesson}/room-log", $"/lessons/{room.Lesson}/recap?drafts=true"])
                Assert.DoesNotContain(secret, (await Text(other, path)).Replace($"q={secret}", "",
                    StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Empty(await room.Changes(other));
            foreach (var note in (Guid[])[draft, _held])
            {
                await Problem.TitleOf(
                    await room.Reply(other, note, Guid.CreateVersion7()), HttpStatusCode.NotFound);
                await Problem.TitleOf(
                    await room.Mark(other, note, answered: true), HttpStatusCode.NotFound);
            }
        }

        var news = app.Services.GetRequiredService<ConversationNewsStore>();
        Assert.Empty(await news.News(amira.Id));
        foreach (var page in pages) await page.DisposeAsync();
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    [Fact]
    public async Task What_was_held_back_is_seen_by_all_when_the_owner_says_so_with_its_replies()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (before, reply, draft) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ben.WriteNote(room.Lesson, before);
        await room.WriteFirst(amira, true);
        await ben.WriteNote(room.Lesson, _held);
        await room.Reply(ben, _held, reply);
        await ben.WriteNote(room.Lesson, draft, draft: true);
        await ben.WriteNote(room.Lesson, before, "She has seen this", edit: 1);
        var mine = (await room.Changes(ben)).Select(change => change["annotation"]).OfType<JsonNode>();
        Assert.Equal([_held], mine.Where(note => (bool)note["held"]!).Select(note => (Guid)note["id"]!));
        var order = (await room.Conversation(amira))["order"]!;
        Assert.Equal((true, "Ben Carter", 1), ((bool)order["ownNotesFirst"]!,
            (string)order["heldBack"]![0]!["name"]!, (int)order["heldBack"]![0]!["notes"]!));
        Assert.Empty((await room.Conversation(ben))["order"]!["heldBack"]!.AsArray());

        var heard = await room.Seq(amira);
        await using var page = await HubClient.Connect(amira);
        await page.Join(room.Lesson);
        await room.WriteFirst(amira, false);
        // Of what was before she came, notice may come after her.
        while ((long)(await page.Next("Changed"))["seq"]! <= heard) { }
        foreach (var who in (SignedIn[])[amira, ben])
            Assert.Equal([_held, reply], (await room.Changes(who, heard)).Select(
                change => (Guid)(change["annotation"] ?? change["reply"])!["id"]!));
        var news = app.Services.GetRequiredService<ConversationNewsStore>();
        Assert.Equal(2, Assert.Single(await news.News(amira.Id)).Notes);
    }

    [Fact]
    public async Task Only_the_owner_says_who_writes_first()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await Problem.TitleOf(await room.WriteFirst(ben, true), HttpStatusCode.Forbidden);
        await Problem.TitleOf(
            await room.WriteFirst(await app.Someone("Eve"), true), HttpStatusCode.NotFound);
        await room.WriteFirst(amira, true);
        await amira.WriteNote(room.Lesson, _held);
        Assert.False((bool)Assert.Single(await room.Changes(ben))["annotation"]!["held"]!);
    }

    [Fact]
    public async Task In_three_steps_each_kind_of_note_has_its_time()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await Problem.TitleOf(await room.GoToStep(ben, 1), HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.NoContent, (await room.GoToStep(amira, 1)).StatusCode);
        Assert.Contains("first step", await Problem.TitleOf(
            await Write("wondered"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Write("noticed")).StatusCode);

        await room.GoToStep(ben, 2);
        Assert.Equal(2, (int)(await room.Conversation(amira))["order"]!["step"]!);
        Assert.Equal(HttpStatusCode.Created, (await Write("wondered", _held)).StatusCode);
        await Problem.TitleOf(await Write("try", _held, edit: 1), HttpStatusCode.Conflict);
        await room.GoToStep(ben, 1);
        // It was a question before; only its words change.
        Assert.Equal(HttpStatusCode.OK, (await Write("wondered", _held, edit: 1)).StatusCode);

        await Problem.TitleOf(await room.GoToStep(ben, 0), HttpStatusCode.Forbidden);
        await Problem.TitleOf(await room.GoToStep(amira, 4), HttpStatusCode.BadRequest);
        await room.GoToStep(ben, 3);
        Assert.Equal(HttpStatusCode.Created, (await Write("try")).StatusCode);

        Task<HttpResponseMessage> Write(string kind, Guid? note = null, int edit = 0) =>
            room.Note(ben, note ?? Guid.CreateVersion7(), new { atMs = 1000, kind, text = "Look", edit });
    }

    private static async Task<string> Text(SignedIn who, string path)
    {
        var answer = await who.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
