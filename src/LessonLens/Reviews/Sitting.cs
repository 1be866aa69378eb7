using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>One time that people looked at the lesson together.</summary>
/// <param name="BeganAt">When the second of them came.</param>
/// <param name="EndedAt">When only one was left; null as long as nobody knows.</param>
/// <param name="People">In the order in which they came.</param>
public sealed record Sitting(DateTime BeganAt, DateTime? EndedAt, IReadOnlyList<Person> People)
{
    /// <param name="events">In the order in which they happened.</param>
    internal static IReadOnlyList<Sitting> In(IEnumerable<RoomEvent> events)
    {
        var sittings = new List<Sitting>();
        var here = new List<Person>();
        var wereHere = new List<Person>();
        DateTime? began = null;
        foreach (var one in events)
        {
            if (one.What == RoomLogStore.Joined && !here.Contains(one.Person))
            {
                here.Add(one.Person);
                if (here.Count == 2) (began, wereHere) = (one.HappenedAt, [.. here]);
                else if (!wereHere.Contains(one.Person)) wereHere.Add(one.Person);
            }
            else if (one.What == RoomLogStore.Left && here.Remove(one.Person) && here.Count == 1)
            {
                sittings.Add(new Sitting(began!.Value, one.HappenedAt, wereHere));
                began = null;
            }
        }

        if (began is { } unended) sittings.Add(new Sitting(unended, null, wereHere));
        return sittings;
    }
}
