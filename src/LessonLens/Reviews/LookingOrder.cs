using System.ComponentModel.DataAnnotations;

namespace LessonLens.Reviews;

/// <summary>How a lesson is looked at: who writes first, and which kinds of notes are open.</summary>
public sealed record LookingOrder
{
    /// <summary>Until the owner has written, what others write is held back.</summary>
    public required bool OwnNotesFirst { get; init; }

    /// <summary>1 takes only noticed, 2 also wondered, 3 all; 0 is without steps, and takes all.</summary>
    public required int Step { get; init; }

    /// <summary>For the owner: what is held back, by whom. Empty for everybody else.</summary>
    public required IReadOnlyList<HeldBack> HeldBack { get; init; }

    /// <summary>Whether a note of that kind may be written at that step.</summary>
    internal static bool Takes(int step, Kind kind) => step switch
    {
        1 => kind is Kind.Noticed,
        2 => kind is Kind.Noticed or Kind.Wondered,
        _ => true,
    };
}

/// <param name="Name">Who wrote them.</param>
/// <param name="Notes">How many; never what.</param>
public sealed record HeldBack(string Name, int Notes);

/// <summary>Ending it shows what was held back, to everybody who sees the lesson.</summary>
public sealed record WriteFirst
{
    public required bool On { get; init; }
}

/// <summary>The step at which a lesson is looked at from now on; 0 is without steps.</summary>
public sealed record GoToStep
{
    [Range(0, 3, ErrorMessage = "The field step is 0, 1, 2 or 3.")]
    public required int Step { get; init; }
}
