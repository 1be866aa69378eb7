using System.ComponentModel.DataAnnotations;

namespace LessonLens.Reviews;

/// <summary>
/// One change: an annotation or a reply as it is now, or the id of one that is gone. Of two changes to the
/// same thing the one with the higher <see cref="Seq"/> counts, in whatever order they are read.
/// </summary>
/// <remarks>
/// Replies to a deleted annotation go on being told, so it leaves a stone where it stood; those to an
/// annotation that was taken back into a draft are told as gone.
/// </remarks>
public sealed record ConversationChange
{
    public required long Seq { get; init; }
    public Annotation? Annotation { get; init; }

    /// <summary>The id of an annotation that is deleted, or taken back by its author.</summary>
    public Guid? Deleted { get; init; }

    /// <summary>Where a deleted annotation stood.</summary>
    public int? AtMs { get; init; }

    public Reply? Reply { get; init; }

    /// <summary>The id of a reply that is gone.</summary>
    public Guid? DeletedReply { get; init; }
}

/// <param name="Seq">Ask for what comes after this number next time.</param>
/// <param name="Seen">How far the reader has seen the conversation.</param>
/// <param name="FocusVersion">Of the owner's question as it stands; 0 when there never was one.</param>
/// <param name="Order">In which the lesson is looked at.</param>
/// <param name="Changes">In order.</param>
public sealed record Conversation(
    long Seq, long Seen, int FocusVersion, LookingOrder Order, IReadOnlyList<ConversationChange> Changes);

/// <summary>
/// How far a person has seen a conversation; a lower number than the stored one changes nothing.
/// </summary>
public sealed record See
{
    [Range(0, long.MaxValue, ErrorMessage = "The field seq counts from 0.")]
    public required long Seq { get; init; }
}
