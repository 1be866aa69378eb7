using System.Threading.Channels;
using LessonLens.Database;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace LessonLens.Reviews;

/// <summary>
/// Passes the news of all processes on to the rooms of this one, and shows out who may no longer be there.
/// </summary>
public sealed partial class RoomKeeper(
    Listener listener, Rooms rooms, LessonStore lessons, SessionStore sessions,
    IHubContext<ReviewHub, IInTheRoom> hub, ILogger<RoomKeeper> log) : BackgroundService
{
    // Withdrawing, running out and signing out take effect within this time, even where no notice came.
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var toLook = Channel.CreateUnbounded<Guid>();
        using var conversation = listener.On(ConversationNotice.Topic, payload =>
        {
            if (ConversationNotice.Parse(payload) is { } news)
                Pass(news.LessonId, new ChangedNotice(news.Seq, news.Kind, news.Id), news.OnlyFor);
        });
        using var focus = listener.On(FocusNotice.Topic, payload =>
        {
            if (FocusNotice.Parse(payload) is { } news)
                Pass(news.LessonId, new ChangedNotice(news.Version, ChangedNotice.OfFocus, news.LessonId));
        });
        using var access = listener.On(GrantStore.Topic, payload =>
        {
            if (Guid.TryParse(payload, out var lessonId)) toLook.Writer.TryWrite(lessonId);
        });
        await Task.WhenAll(LookWhereTold(toLook.Reader, stoppingToken), LookEverywhere(stoppingToken));
    }

    private async Task LookWhereTold(ChannelReader<Guid> told, CancellationToken stop)
    {
        await foreach (var lessonId in told.ReadAllAsync(stop)) await ShowOut(lessonId, stop);
    }

    private async Task LookEverywhere(CancellationToken stop)
    {
        using var rounds = new PeriodicTimer(Rounds);
        while (await rounds.WaitForNextTickAsync(stop))
            foreach (var lessonId in rooms.Occupied()) await ShowOut(lessonId, stop);
    }

    private void Pass(Guid lessonId, ChangedNotice notice, Guid? onlyFor = null)
    {
        var listeners = rooms.In(lessonId)
            .Where(place => onlyFor is null || place.Person.Id == onlyFor)
            .Select(place => place.ConnectionId);
        // Not awaited: a slow reader must not hold up the others, and a lost notice is made good by asking.
        _ = hub.Clients.Clients(listeners).Changed(notice);
    }

    private async Task ShowOut(Guid lessonId, CancellationToken stop)
    {
        try
        {
            // Whoever signs in again comes back by a new line.
            foreach (var place in rooms.In(lessonId))
                if (!await sessions.Lasts(place.Session, stop)) place.HangUp();
            foreach (var person in rooms.In(lessonId).GroupBy(place => place.Person.Id))
            {
                if (await lessons.MayI(person.Key, lessonId, stop) is not null) continue;
                var connections = person.Select(place => place.ConnectionId).ToList();
                connections.ForEach(connection => rooms.Leave(connection));
                _ = hub.Clients.Clients(connections).Closed(
                    new ClosedNotice("This lesson is no longer shared with you."));
                _ = hub.Clients.Clients(rooms.In(lessonId).Select(place => place.ConnectionId))
                    .People(rooms.People(lessonId));
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            CouldNotLook(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not look who may be in the room: {Reason}")]
    private partial void CouldNotLook(string reason);
}
