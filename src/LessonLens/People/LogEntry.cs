namespace LessonLens.People;

/// <summary>One thing that happened, as it is about to be logged.</summary>
/// <param name="Act">What.</param>
public sealed record LogEntry(LogAct Act)
{
    /// <summary>
    /// In whose chain it stands; left out, that of the lesson, else those of all schools of the person whom
    /// it is about or, where it is about nobody, of who did it.
    /// </summary>
    public Guid? SchoolId { get; init; }

    /// <summary>Who did it; null is LessonLens itself, or somebody who did not sign in.</summary>
    public Guid? ActorId { get; init; }

    public Guid? LessonId { get; init; }

    /// <summary>To whom it was done.</summary>
    public Guid? AboutId { get; init; }

    /// <summary>
    /// An object of ids, numbers and words of ours. Never what somebody wrote: it stays for ever, and the
    /// table refuses whatever has a capital letter or a space.
    /// </summary>
    public object? Detail { get; init; }
}
