using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>What came of looking at a lesson, as one reader may see it.</summary>
public sealed record Recap
{
    public required Lesson Lesson { get; init; }

    /// <summary>The versions of the owner's question, the first one first.</summary>
    public required IReadOnlyList<Focus> Focuses { get; init; }

    /// <summary>In the order of the recording.</summary>
    public required IReadOnlyList<Moment> Moments { get; init; }

    /// <summary>What those who looked at it together did, in order.</summary>
    public required IReadOnlyList<RoomEvent> Log { get; init; }

    public IReadOnlyList<Sitting> Sittings => Sitting.In(Log);

    /// <summary>Notes of the reader's that nobody else sees, and that are not among the moments.</summary>
    public required int DraftsLeftOut { get; init; }

    public IEnumerable<Annotation> Notes => Moments.Select(moment => moment.Note).OfType<Annotation>();

    public IEnumerable<Annotation> ToTry => Notes.Where(note => note.Kind == Kind.Try);

    public IEnumerable<Annotation> OpenQuestions =>
        Notes.Where(note => note is { Kind: Kind.Wondered, Answered: false });

    /// <summary>The owner first, then by name: nobody is ranked.</summary>
    public IReadOnlyList<Writer> Writers => Notes.Select(note => note.Author)
        .Concat(Moments.SelectMany(moment => moment.Replies).Select(reply => reply.Author))
        .DistinctBy(person => person.Id)
        .OrderBy(person => person.Id != Lesson.Owner.Id).ThenBy(person => person.Name, StringComparer.Ordinal)
        .Select(person => new Writer(person, Notes.Count(note => note.Author.Id == person.Id),
            Moments.Sum(moment => moment.Replies.Count(reply => reply.Author.Id == person.Id))))
        .ToList();
}

/// <summary>A note with its replies. Of a deleted note that was answered only these are left.</summary>
public sealed record Moment
{
    /// <summary>The note's, also when it is deleted.</summary>
    public required Guid Id { get; init; }

    public required int AtMs { get; init; }

    /// <summary>Null when it was deleted.</summary>
    public Annotation? Note { get; init; }

    /// <summary>In the order in which they were written, which their ids tell.</summary>
    public required IReadOnlyList<Reply> Replies { get; init; }
}

/// <summary>How much somebody wrote.</summary>
public sealed record Writer(Person Person, int Notes, int Replies);

/// <summary>Puts a lesson's conversation together for a reader.</summary>
public sealed class Recaps(
    LessonStore lessons, FocusStore focuses, ConversationStore conversations, RoomLogStore log)
{
    /// <param name="reader">Who asks, and sees nothing that is not for them.</param>
    /// <param name="lessonId">The lesson.</param>
    /// <param name="withDrafts">Also the notes of the reader's that nobody else sees.</param>
    /// <param name="stop">The reader has gone.</param>
    /// <returns>Null when there is no such lesson for this reader.</returns>
    public async Task<Recap?> Of(Guid reader, Guid lessonId, bool withDrafts, CancellationToken stop)
    {
        if (await lessons.Find(reader, lessonId, stop) is not { } lesson) return null;
        var changes = (await conversations.After(reader, lessonId, 0, stop)).Changes;
        var moments = Moments(changes);
        var shown = moments.Where(moment =>
            withDrafts || moment.Note is not ({ Draft: true } or { Held: true })).ToList();
        return new Recap
        {
            Lesson = lesson,
            Focuses = await focuses.Versions(reader, lessonId, stop),
            Moments = shown,
            Log = await log.Of(lessonId, stop),
            DraftsLeftOut = moments.Count - shown.Count,
        };
    }

    private static List<Moment> Moments(IReadOnlyList<ConversationChange> changes)
    {
        var replies = changes.Select(change => change.Reply).OfType<Reply>()
            .OrderBy(reply => reply.Id).ToLookup(reply => reply.AnnotationId);
        var notes = changes.Select(change => change.Annotation).OfType<Annotation>()
            .Select(note => new Moment
            {
                Id = note.Id, AtMs = note.AtMs, Note = note, Replies = [.. replies[note.Id]],
            });
        var stones = changes
            .Where(change => change is { Deleted: { } gone, AtMs: not null } && replies[gone].Any())
            .Select(change => new Moment
            {
                Id = change.Deleted!.Value, AtMs = change.AtMs!.Value,
                Replies = [.. replies[change.Deleted.Value]],
            });
        return [.. notes.Concat(stones).OrderBy(moment => moment.AtMs).ThenBy(moment => moment.Id)];
    }
}
