using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>What becomes of the lessons of somebody who leaves a school.</summary>
public enum LeftLessons
{
    /// <summary>A colleague takes them on, with all that is shared of them.</summary>
    HandOver,

    /// <summary>They are deleted, for everybody and for good.</summary>
    Delete,
}

/// <summary>Somebody is about to leave a school: what that means, and what it waits for.</summary>
public sealed record Departure
{
    public required Guid PersonId { get; init; }
    public required string Name { get; init; }
    public required Guid SchoolId { get; init; }
    public required string School { get; init; }

    /// <summary>How many lessons of their own they have in the school.</summary>
    public required int Lessons { get; init; }

    /// <summary>How many of them the school holds: deleted, they wait for the end of that.</summary>
    public required int Held { get; init; }

    /// <summary>Who is to take them on; null where nobody has been asked.</summary>
    public Person? Heir { get; init; }

    public bool PersonAgrees { get; init; }
    public bool HeirAgrees { get; init; }

    /// <summary>Cannot sign in, and so cannot agree.</summary>
    public required bool IsDisabled { get; init; }
}

/// <summary>How somebody is to leave.</summary>
public sealed record Leave
{
    /// <summary>May be left out where there are none.</summary>
    public LeftLessons? Lessons { get; init; }

    /// <summary>A colleague in the school, to whom the lessons are handed over.</summary>
    public Guid? HeirId { get; init; }
}

/// <summary>A yes.</summary>
public sealed record AgreeTo
{
    /// <summary>Who takes the lessons on, as whoever agrees was shown it.</summary>
    public required Guid HeirId { get; init; }
}

/// <summary>
/// What somebody who leaves a school sees no more. Whoever adds a way of seeing something of a school's names
/// a statement that ends it, with @person and @school in it.
/// </summary>
public sealed record Farewell(string Sql);
