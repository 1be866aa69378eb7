using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

public sealed class ReplyTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_reply_is_a_change_of_the_conversation_for_whoever_sees_the_note()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note);

        var written = await room.Reply(ben, note, reply, "  I saw it too  ");
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal("I saw it too", (string?)(await SignedIn.Json(written))["text"]);

        var change = (await room.Changes(amira, after: 1)).Single();
        Assert.Equal(2, (long)change["seq"]!);
        Assert.Equal(note, (Guid)change["reply"]!["annotationId"]!);
        Assert.Equal("Ben Carter", (string?)change["reply"]!["author"]!["name"]);
        Assert.Null(change["annotation"]);
    }

    [Fact]
    public async Task A_reply_is_heard_in_the_room_and_one_to_a_draft_only_by_its_author()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await using var bensPage = await HubClient.Connect(ben);
        await bensPage.Join(room.Lesson);
        var (draft, note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, draft, draft: true);
        await room.Reply(amira, draft, Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note);
        await room.Reply(amira, note, reply);

        Assert.Equal(note, (Guid)(await bensPage.Next("Changed"))["id"]!);
        var heard = await bensPage.Next("Changed");
        Assert.Equal(("reply", reply), ((string?)heard["kind"], (Guid)heard["id"]!));
    }

    [Fact]
    public async Task Sent_again_it_changes_nothing_and_a_late_edit_is_ignored()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note);
        await room.Reply(ben, note, reply, "third", edit: 3);

        var late = await room.Reply(ben, note, reply, "second", edit: 2);
        var same = await room.Reply(ben, note, reply, "third", edit: 3);

        foreach (var answer in (HttpResponseMessage[])[late, same])
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("third", (string?)(await SignedIn.Json(answer))["text"]);
        }

        Assert.Equal(2, await room.Seq(amira));
    }

    [Fact]
    public async Task A_deleted_reply_stays_deleted()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note);
        await room.Reply(ben, note, reply);

        Assert.Equal(HttpStatusCode.NoContent, (await room.Delete(ben, note, reply)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await room.Delete(ben, note, reply)).StatusCode);
        await Problem.TitleOf(await room.Reply(ben, note, reply, edit: 9), HttpStatusCode.Gone);

        Assert.Equal(reply, (Guid)(await room.Changes(amira))[^1]["deletedReply"]!);
    }

    [Fact]
    public async Task A_reply_whose_deletion_came_first_stays_away_even_if_its_note_came_later()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NoContent, (await room.Delete(ben, note, reply)).StatusCode);
        await amira.WriteNote(room.Lesson, note);

        await Problem.TitleOf(await room.Reply(ben, note, reply), HttpStatusCode.Gone);
        await Problem.TitleOf(await room.Reply(amira, note, reply), HttpStatusCode.NotFound);
        await Problem.TitleOf(await room.Delete(amira, note, reply), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_changes_or_deletes_anothers_reply()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, other, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note);
        await amira.WriteNote(room.Lesson, other);
        await room.Reply(ben, note, reply);

        await Problem.TitleOf(await room.Reply(amira, note, reply, edit: 5), HttpStatusCode.NotFound);
        await Problem.TitleOf(await room.Delete(amira, note, reply), HttpStatusCode.NotFound);
        await Problem.TitleOf(await room.Reply(ben, other, reply, edit: 5), HttpStatusCode.NotFound);
        await Problem.TitleOf(await room.Reply(ben, Guid.CreateVersion7(), reply), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deleted_note_leaves_a_stone_with_its_replies_in_every_order_of_arrival()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, before, after) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note, atMs: 4000);
        await room.Reply(ben, note, before, "sent in time");
        await room.Delete(amira, note);
        var late = await room.Reply(ben, note, after, "sent before Ben heard of it");
        Assert.Equal(HttpStatusCode.Created, late.StatusCode);

        foreach (var reader in (SignedIn[])[amira, ben])
        {
            var changes = await room.Changes(reader);
            Assert.Equal(2, changes.Count(change => change["reply"] is not null));
            var stone = changes.Single(change => change["deleted"] is not null);
            Assert.Equal((note, 4000), ((Guid)stone["deleted"]!, (int)stone["atMs"]!));
        }
    }

    [Fact]
    public async Task Replies_to_a_draft_are_its_authors_alone_until_it_is_shared()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await amira.WriteNote(room.Lesson, note, draft: true);
        await room.Reply(amira, note, reply, "to myself");
        await amira.WriteNote(room.Lesson, Guid.CreateVersion7(), "something else");
        await Problem.TitleOf(await room.Reply(ben, note, Guid.CreateVersion7()), HttpStatusCode.NotFound);
        var heard = await room.Seq(ben);
        Assert.Single(await room.Changes(ben));

        await amira.WriteNote(room.Lesson, note, edit: 1);
        var changes = await room.Changes(ben, heard);
        Assert.Equal([note, reply], changes.Select(
            change => (Guid)(change["annotation"] ?? change["reply"])!["id"]!));

        heard = await room.Seq(ben);
        await amira.WriteNote(room.Lesson, note, edit: 2, draft: true);
        changes = await room.Changes(ben, heard);
        Assert.Equal([note, reply], changes.Select(
            change => (Guid)(change["deleted"] ?? change["deletedReply"])!));
        Assert.Equal(HttpStatusCode.Created,
            (await room.Reply(ben, note, Guid.CreateVersion7(), "crossed it")).StatusCode);
    }

    [Fact]
    public async Task Whoever_may_only_watch_writes_neither_notes_nor_replies()
    {
        var (room, amira, _) = await Room.OfTwo(app);
        var chris = await app.Someone("Chris");
        await amira.Share(room.Lesson, chris, "view");
        var note = Guid.CreateVersion7();
        await amira.WriteNote(room.Lesson, note);

        await Problem.TitleOf(
            await chris.WriteNote(room.Lesson, Guid.CreateVersion7()), HttpStatusCode.Forbidden);
        await Problem.TitleOf(
            await room.Reply(chris, note, Guid.CreateVersion7()), HttpStatusCode.Forbidden);
        await Problem.TitleOf(await room.Mark(chris, note, answered: true), HttpStatusCode.Forbidden);
        Assert.Single(await room.Changes(chris));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task A_reply_needs_words(string? words)
    {
        var (room, amira, _) = await Room.OfTwo(app);
        var note = Guid.CreateVersion7();
        await amira.WriteNote(room.Lesson, note);
        await Problem.TitleOf(
            await room.Reply(amira, note, Guid.CreateVersion7(), words!), HttpStatusCode.BadRequest);
        var longest = await room.Reply(amira, note, Guid.CreateVersion7(), new string('x', 2000));
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        await Problem.TitleOf(
            await room.Reply(amira, note, Guid.CreateVersion7(), new string('x', 2001)),
            HttpStatusCode.BadRequest);
    }
}
