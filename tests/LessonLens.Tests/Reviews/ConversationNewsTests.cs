using System.Net;
using LessonLens.Reviews;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LessonLens.Tests.Reviews;

public sealed class ConversationNewsTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private ConversationNewsStore Store => app.Services.GetRequiredService<ConversationNewsStore>();

    [Fact]
    public async Task News_is_what_others_wrote_and_one_has_not_seen()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var note = Guid.CreateVersion7();
        await amira.WriteNote(room.Lesson, note);
        await room.Reply(ben, note, Guid.CreateVersion7());
        await ben.WriteNote(room.Lesson, Guid.CreateVersion7());
        await ben.WriteNote(room.Lesson, Guid.CreateVersion7(), draft: true);
        var gone = Guid.CreateVersion7();
        await ben.WriteNote(room.Lesson, gone);
        await room.Delete(ben, gone);

        var news = Assert.Single(await Store.News(amira.Id));
        Assert.Equal((room.Lesson, "Comparing fractions", 1, 1),
            (news.LessonId, news.Title, news.Notes, news.Replies));
        Assert.Equal(["Ben Carter"], news.Names);

        await room.See(amira, await room.Seq(amira));
        Assert.Empty(await Store.News(amira.Id));
        Assert.Equal(1, Assert.Single(await Store.News(ben.Id)).Notes);
    }

    [Fact]
    public async Task An_edited_note_is_not_news_again_and_a_shared_draft_is()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (note, draft) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ben.WriteNote(room.Lesson, note);
        await ben.WriteNote(room.Lesson, draft, draft: true);
        await room.See(amira, await room.Seq(amira));

        await ben.WriteNote(room.Lesson, note, "corrected", edit: 1);
        Assert.Empty(await Store.News(amira.Id));
        await ben.WriteNote(room.Lesson, draft, edit: 1);
        Assert.Equal(1, Assert.Single(await Store.News(amira.Id)).Notes);
    }

    [Fact]
    public async Task What_was_seen_is_only_ever_raised_and_not_beyond_what_there_is()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await ben.WriteNote(room.Lesson, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NoContent, (await room.See(amira, 1000)).StatusCode);
        await room.See(amira, 0);
        Assert.Equal(1, (long)(await room.Conversation(amira))["seen"]!);

        await ben.WriteNote(room.Lesson, Guid.CreateVersion7());
        Assert.Equal(1, Assert.Single(await Store.News(amira.Id)).Notes);
        await Problem.TitleOf(await room.See(amira, -1), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_lesson_that_is_no_longer_shared_brings_no_news()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await amira.WriteNote(room.Lesson, Guid.CreateVersion7());
        Assert.Single(await Store.News(ben.Id));
        await amira.Withdraw(room.Lesson, ben);
        Assert.Empty(await Store.News(ben.Id));
        await Problem.TitleOf(await room.See(ben, 1), HttpStatusCode.NotFound);
    }
}
