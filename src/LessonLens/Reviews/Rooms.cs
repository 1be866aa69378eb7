using System.Collections.Concurrent;
using System.Collections.Immutable;
using LessonLens.People;

namespace LessonLens.Reviews;

/// <summary>Who is in which room, by connection; of this process.</summary>
public sealed class Rooms
{
    private readonly ConcurrentDictionary<string, Place> _places = new();
    private readonly ConcurrentDictionary<Guid, ImmutableList<Place>> _rooms = new();
    private readonly ConcurrentDictionary<Guid, bool> _elsewhere = new();

    /// <summary>One connection of a person, in the room of a lesson.</summary>
    /// <param name="ConnectionId">The hub's name for it.</param>
    /// <param name="LessonId">Whose room it is.</param>
    /// <param name="Person">Who is there.</param>
    /// <param name="Session">With which sign-in they came.</param>
    /// <param name="HangUp">Ends the connection.</param>
    public sealed record Place(
        string ConnectionId, Guid LessonId, Person Person, string Session, Action HangUp)
    {
        /// <summary>0 or more, and always the same: spreads the work of looking after all.</summary>
        public int Turn { get; } = ConnectionId.GetHashCode(StringComparison.Ordinal) & int.MaxValue;

        /// <summary>For when the database has lost who is here.</summary>
        public bool Following { get; set; } = true;
    }

    /// <summary>The connection is in no other.</summary>
    public void Enter(Place place)
    {
        _places[place.ConnectionId] = place;
        _rooms.AddOrUpdate(place.LessonId, _ => [place], (_, there) => there.Add(place));
    }

    /// <returns>The place that was left; null when the connection was in none.</returns>
    public Place? Leave(string connectionId)
    {
        if (!_places.TryRemove(connectionId, out var place)) return null;
        var left = _rooms.AddOrUpdate(place.LessonId, _ => [], (_, there) => there.Remove(place));
        // Unless somebody has just come.
        if (left.IsEmpty) _rooms.TryRemove(new(place.LessonId, left));
        return place;
    }

    public Place? Of(string connectionId) => _places.GetValueOrDefault(connectionId);

    public IReadOnlyList<Guid> Occupied() => [.. _rooms.Keys];

    public IReadOnlyList<Place> All() => [.. _places.Values];

    public IReadOnlyList<Place> In(Guid lessonId) => _rooms.GetValueOrDefault(lessonId, []);

    /// <summary>Whether people of that room are connected to other processes, as far as is known.</summary>
    public bool IsElsewhereToo(Guid lessonId) => _elsewhere.GetValueOrDefault(lessonId);

    public void SetElsewhere(Guid lessonId, bool isElsewhere)
    {
        if (isElsewhere) _elsewhere[lessonId] = true;
        else _elsewhere.TryRemove(lessonId, out _);
    }
}

/// <summary>Somebody in the room.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Driving">Moves the shared playhead alone.</param>
/// <param name="Following">Lets it be moved.</param>
/// <param name="Loading">Their picture has not come yet.</param>
public sealed record Present(Guid PersonId, string Name, bool Driving, bool Following, bool Loading);

/// <summary>A place on the picture, 0..1 from its left and from its top.</summary>
public sealed record PointAt(double X, double Y);

public sealed record PointedAt(Guid PersonId, double X, double Y);

/// <param name="DriverId">Who drives alone.</param>
/// <param name="PersonId">Who would like to.</param>
/// <param name="Name">Their name.</param>
public sealed record AskedForWheel(Guid DriverId, Guid PersonId, string Name);
