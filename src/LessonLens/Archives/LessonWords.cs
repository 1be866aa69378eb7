using LessonLens.Reviews;

namespace LessonLens.Archives;

/// <summary>What was said about a lesson, as its file tells it.</summary>
internal static class LessonWords
{
    public static LessonFile Of(Recap recap, DateTime now) => new()
    {
        ExportedAt = now,
        School = "",
        Lesson = new FileLesson
        {
            Id = recap.Lesson.Id,
            OwnerId = recap.Lesson.Owner.Id,
            Title = recap.Lesson.Title,
            Subject = recap.Lesson.Subject,
            ClassName = recap.Lesson.ClassName,
            TaughtOn = recap.Lesson.TaughtOn,
            CreatedAt = recap.Lesson.CreatedAt,
        },
        People = [],
        Recordings = [],
        Clips = [],
        Focuses = [.. recap.Focuses.Select(focus => new FileFocus
        {
            Version = focus.Version, Text = focus.Text, WrittenBy = focus.WrittenBy.Id,
            WrittenAt = focus.WrittenAt,
        })],
        Notes = [.. recap.Moments.Select(moment =>
            moment.Note is { } note ? OfNote(note) : Left(moment, now))],
        Replies = [.. recap.Moments.SelectMany(moment => moment.Replies).Select(reply => new FileReply
        {
            Id = reply.Id, NoteId = reply.AnnotationId, Seq = reply.Seq, AuthorId = reply.Author.Id,
            Text = reply.Text, Edit = reply.Edit, CreatedAt = reply.CreatedAt, ChangedAt = reply.ChangedAt,
        })],
        RoomLog = [.. recap.Log.Select(one => new FileEvent
        {
            PersonId = one.Person.Id, What = one.What, AtMs = one.AtMs, HappenedAt = one.HappenedAt,
        })],
        Grants = [],
        Files = [],
    };

    public static IEnumerable<Guid> PeopleIn(Recap recap) => recap.Writers.Select(one => one.Person.Id)
        .Concat(recap.Focuses.Select(focus => focus.WrittenBy.Id))
        .Concat(recap.Log.Select(one => one.Person.Id))
        .Append(recap.Lesson.Owner.Id);

    private static FileNote OfNote(Annotation note) => new()
    {
        Id = note.Id,
        Seq = note.Seq,
        AuthorId = note.Author.Id,
        AtMs = note.AtMs,
        UntilMs = note.UntilMs,
        Kind = note.Kind.ToString().ToLowerInvariant(),
        About = note.About?.ToString().ToLowerInvariant(),
        Text = note.Text,
        Drawing = note.Drawing,
        Draft = note.Draft,
        WasShared = note.FirstSeq is not null,
        Answered = note.Answered,
        AnsweredEdit = note.AnsweredEdit,
        Edit = note.Edit,
        CreatedAt = note.CreatedAt,
        ChangedAt = note.ChangedAt,
    };

    /// <summary>Of a deleted note nothing is said but where it stood, for the sake of its replies.</summary>
    private static FileNote Left(Moment moment, DateTime now) => new()
    {
        Id = moment.Id, Seq = 0, AtMs = moment.AtMs, Deleted = true, CreatedAt = now, ChangedAt = now,
    };
}
