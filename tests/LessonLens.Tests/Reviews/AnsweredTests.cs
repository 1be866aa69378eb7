using System.Net;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

public sealed class AnsweredTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Who_asked_and_the_owner_say_whether_a_question_is_answered()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var chris = await app.Someone("Chris");
        await amira.Share(room.Lesson, chris);
        var question = Guid.CreateVersion7();
        await room.Note(ben, question, new { atMs = 1000, kind = "wondered", text = "Why?" });

        await Problem.TitleOf(await room.Mark(chris, question, answered: true), HttpStatusCode.Forbidden);
        var marked = await SignedIn.Json(await room.Mark(amira, question, answered: true));
        Assert.True((bool)marked["answered"]!);
        await room.Mark(ben, question, answered: false, edit: 2);

        var now = (await room.Changes(chris)).Single()["annotation"]!;
        Assert.False((bool)now["answered"]!);
        Assert.Equal((0, 2), ((int)now["edit"]!, (int)now["answeredEdit"]!));
    }

    [Fact]
    public async Task Crossing_and_late_marks_end_the_same_in_every_order()
    {
        (bool Answered, int Edit)[] marks =
            [(true, 1), (false, 1), (false, 2), (true, 2), (false, 3), (true, 3)];
        var random = new Random(20261121);
        var (room, amira, ben) = await Room.OfTwo(app);
        for (var i = 0; i < 10; i++)
        {
            var question = Guid.CreateVersion7();
            await amira.WriteNote(room.Lesson, question);
            random.Shuffle(marks);
            foreach (var (answered, edit) in marks.Concat(random.GetItems(marks, 6)))
                await room.Mark(amira, question, answered, edit);
            var end = (await room.Changes(ben))[^1]["annotation"]!;
            Assert.Equal((true, 3), ((bool)end["answered"]!, (int)end["answeredEdit"]!));
        }
    }

    [Fact]
    public async Task A_draft_and_a_deleted_note_cannot_be_marked_by_others()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var (draft, gone) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ben.WriteNote(room.Lesson, draft, draft: true);
        await ben.WriteNote(room.Lesson, gone);
        await room.Delete(ben, gone);

        await Problem.TitleOf(await room.Mark(amira, draft, answered: true), HttpStatusCode.NotFound);
        await Problem.TitleOf(await room.Mark(amira, gone, answered: true), HttpStatusCode.Gone);
        await Problem.TitleOf(
            await room.Mark(ben, draft, answered: true, edit: 0), HttpStatusCode.BadRequest);
    }
}
