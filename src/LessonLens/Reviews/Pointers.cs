using LessonLens.Database;
using Microsoft.AspNetCore.SignalR;

namespace LessonLens.Reviews;

/// <summary>
/// What people point at. It fades, so nothing of it is kept, and a lost one does not matter: within this
/// process it goes straight to the others.
/// </summary>
public sealed class Pointers(IHubContext<ReviewHub, IInTheRoom> hub, Rooms rooms, Notifier notifier)
{
    private static readonly Guid Process = Guid.NewGuid();

    public void Show(Rooms.Place place, PointAt at)
    {
        var pointer = new PointedAt(place.Person.Id, at.X, at.Y);
        Pass(place.LessonId, pointer);
        if (rooms.IsElsewhereToo(place.LessonId))
            notifier.Tell(RoomNotice.Topic,
                new RoomNotice(place.LessonId) { Pointer = pointer, From = Process }.ToString());
    }

    /// <summary>From another process.</summary>
    internal void Pass(RoomNotice notice)
    {
        if (notice is { Pointer: { } pointer } && notice.From != Process) Pass(notice.LessonId, pointer);
    }

    private void Pass(Guid lessonId, PointedAt pointer)
    {
        foreach (var place in rooms.In(lessonId).Where(place => place.Person.Id != pointer.PersonId))
            _ = hub.Clients.Client(place.ConnectionId).Pointer(pointer);
    }
}
