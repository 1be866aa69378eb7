using System.Collections.Concurrent;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>Who is in which room, by connection; of this process.</summary>
public sealed class Rooms
{
    private readonly ConcurrentDictionary<string, Place> _places = new();

    /// <summary>One connection of a person, in the room of a lesson.</summary>
    /// <param name="ConnectionId">The hub's name for it.</param>
    /// <param name="LessonId">Whose room it is.</param>
    /// <param name="Person">Who is there.</param>
    /// <param name="Session">With which sign-in they came.</param>
    /// <param name="HangUp">Ends the connection.</param>
    public sealed record Place(
        string ConnectionId, Guid LessonId, Person Person, string Session, Action HangUp);

    public void Enter(Place place) => _places[place.ConnectionId] = place;

    /// <returns>The lesson whose room was left; null when the connection was in none.</returns>
    public Guid? Leave(string connectionId) =>
        _places.TryRemove(connectionId, out var place) ? place.LessonId : null;

    public IReadOnlyList<Guid> Occupied() =>
        _places.Values.Select(place => place.LessonId).Distinct().ToList();

    public IReadOnlyList<Place> In(Guid lessonId) =>
        _places.Values.Where(place => place.LessonId == lessonId).ToList();

    /// <summary>Each person once, however many windows they have open.</summary>
    public IReadOnlyList<Present> People(Guid lessonId) => In(lessonId)
        .Select(place => new Present(place.Person.Id, place.Person.Name, Driving: false, Following: false))
        .Distinct()
        .OrderBy(person => person.Name, StringComparer.Ordinal)
        .ToList();
}

/// <summary>Somebody in the room.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Driving">Moves the shared playhead.</param>
/// <param name="Following">Lets it be moved.</param>
public sealed record Present(Guid PersonId, string Name, bool Driving, bool Following);
