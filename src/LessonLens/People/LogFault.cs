namespace LessonLens.People;

public enum LogFaultKind
{
    /// <summary>The row is not what was written.</summary>
    Altered,

    /// <summary>Rows that were written here are gone; the number is that of the first.</summary>
    Removed,

    /// <summary>A row that was never written, behind the end of the chain.</summary>
    Inserted,

    /// <summary>
    /// The row goes with another one before it than there is: the row before was written anew, hash and all.
    /// </summary>
    Unlinked,

    /// <summary>The whole chain is another one than when its head was noted.</summary>
    Rewritten,
}

/// <summary>What is wrong with the log, and where.</summary>
public sealed record LogFault(Guid SchoolId, long Sequence, LogFaultKind Kind);
