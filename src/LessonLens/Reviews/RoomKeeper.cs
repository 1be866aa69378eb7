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
    Listener listener, Rooms rooms, PresenceStore presences, PlayheadStore playheads, Pointers pointers,
    LessonStore lessons, SessionStore sessions, IHubContext<ReviewHub, IInTheRoom> hub,
    ILogger<RoomKeeper> log) : BackgroundService
{
    // Withdrawing, running out and signing out take effect within 5 s, even where no notice came and the
    // database is slow to answer.
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(3);
    // Looking at a thousand people at once would make the messages of all wait.
    private const int TurnsPerRound = 20;
    private static readonly TimeSpan BetweenLooksAtHolds = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var toLook = Channel.CreateUnbounded<Guid>();
        var toCount = Channel.CreateUnbounded<(Guid LessonId, bool AlsoPlayback)>();
        // One look is enough for all that was told before it.
        var toHangUp = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
        { FullMode = BoundedChannelFullMode.DropWrite });
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
        using var room = listener.On(RoomNotice.Topic, payload =>
        {
            if (RoomNotice.Parse(payload) is not { } news)
                // Some may have been lost.
                foreach (var lessonId in rooms.Occupied()) toCount.Writer.TryWrite((lessonId, true));
            else if (Pass(news)) toCount.Writer.TryWrite((news.LessonId, false));
        });
        using var access = listener.On(GrantStore.Topic, payload =>
        {
            if (Guid.TryParse(payload, out var lessonId)) toLook.Writer.TryWrite(lessonId);
        });
        using var groups = listener.On(GroupStore.Topic, _ =>
        {
            // Which of its lessons are open here, nobody knows without a question.
            foreach (var lessonId in rooms.Occupied()) toLook.Writer.TryWrite(lessonId);
        });
        using var signedOut = listener.On(SessionStore.Topic, _ => toHangUp.Writer.TryWrite(true));
        await Task.WhenAll(
            LookWhereTold(toLook.Reader, stoppingToken), LookEverywhere(stoppingToken),
            HangUpWhenTold(toHangUp.Reader, stoppingToken), Count(toCount.Reader, stoppingToken),
            KeepPlaying(stoppingToken));
    }

    private async Task LookWhereTold(ChannelReader<Guid> told, CancellationToken stop)
    {
        await foreach (var lessonId in told.ReadAllAsync(stop)) await ShowOut(rooms.In(lessonId), stop);
    }

    private async Task HangUpWhenTold(ChannelReader<bool> told, CancellationToken stop)
    {
        await foreach (var _ in told.ReadAllAsync(stop)) await Unless(() => HangUp(rooms.All(), stop));
    }

    private async Task LookEverywhere(CancellationToken stop)
    {
        using var turns = new PeriodicTimer(Rounds / TurnsPerRound);
        for (var turn = 0; await turns.WaitForNextTickAsync(stop); turn = (turn + 1) % TurnsPerRound)
        {
            if (turn == 0) await Unless(() => StillHere(stop));
            await ShowOut([.. rooms.All().Where(place => place.Turn % TurnsPerRound == turn)], stop);
        }
    }

    private async Task StillHere(CancellationToken stop)
    {
        var places = rooms.All();
        if (!await presences.StillHere(places.Count, stop))
        {
            // Some may only have been missing because they have left since.
            places = rooms.All();
            await presences.EnterAgain(places, stop);
            foreach (var left in places.Where(place => rooms.Of(place.ConnectionId) is null))
                await presences.Leave(left);
        }

        await presences.Sweep(stop);
    }

    // Nobody's missing picture stops the others for longer.
    private async Task KeepPlaying(CancellationToken stop)
    {
        using var rounds = new PeriodicTimer(BetweenLooksAtHolds);
        while (await rounds.WaitForNextTickAsync(stop))
            if (rooms.Occupied().Count > 0) await Unless(() => playheads.LetGoOfTheLongest(stop));
    }

    // One after the other, so that an older list never comes after a newer one.
    private async Task Count(ChannelReader<(Guid LessonId, bool AlsoPlayback)> told, CancellationToken stop)
    {
        await foreach (var (lessonId, alsoPlayback) in told.ReadAllAsync(stop))
            await Unless(async () =>
            {
                var (people, elsewhere) = await presences.Here(lessonId, stop);
                rooms.SetElsewhere(lessonId, elsewhere);
                foreach (var page in InRoom(lessonId)) _ = page.People(people);
                if (alsoPlayback && await playheads.Now(lessonId, stop) is { } playback)
                    foreach (var page in InRoom(lessonId)) _ = page.Playback(playback);
            });
    }

    /// <returns>Whether the people have changed, too, in a room of this process.</returns>
    private bool Pass(RoomNotice news)
    {
        if (news.Playback is { } playback)
            foreach (var page in InRoom(news.LessonId)) _ = page.Playback(playback);
        if (news.Asked is { } asked)
            foreach (var page in InRoom(news.LessonId, only: asked.DriverId)) _ = page.WheelAsked(asked);
        pointers.Pass(news);
        return news.People && rooms.In(news.LessonId).Count > 0;
    }

    // Not awaited: a slow reader must not hold up the others, and a lost notice is made good by asking.
    private void Pass(Guid lessonId, ChangedNotice notice, Guid? onlyFor = null)
    {
        foreach (var page in InRoom(lessonId, onlyFor)) _ = page.Changed(notice);
    }

    // One by one: to find several by their names, SignalR looks at every connection that there is.
    private IEnumerable<IInTheRoom> InRoom(Guid lessonId, Guid? only = null) => rooms.In(lessonId)
        .Where(place => only is null || place.Person.Id == only)
        .Select(place => hub.Clients.Client(place.ConnectionId));

    private Task ShowOut(IReadOnlyList<Rooms.Place> places, CancellationToken stop) => Unless(async () =>
    {
        if (places.Count == 0) return;
        await HangUp(places, stop);
        var see = await lessons.WhoSee(
            [.. places.Select(place => (place.Person.Id, place.LessonId)).Distinct()], stop);
        foreach (var place in places.Where(place => !see.Contains((place.Person.Id, place.LessonId))))
        {
            // It may have gone to another room by itself meanwhile.
            if (rooms.Of(place.ConnectionId) != place) continue;
            rooms.Leave(place.ConnectionId);
            _ = hub.Clients.Client(place.ConnectionId).Closed(
                new ClosedNotice("This lesson is no longer shared with you."));
            await presences.Leave(place);
        }
    });

    /// <summary>Whoever signs in again comes back by a new line.</summary>
    private async Task HangUp(IReadOnlyList<Rooms.Place> places, CancellationToken stop)
    {
        if (places.Count == 0) return;
        var lasting = await sessions.Lasting([.. places.Select(place => place.Session).Distinct()], stop);
        foreach (var place in places.Where(place => !lasting.Contains(place.Session))) place.HangUp();
    }

    /// <summary>Unless the database is away: then it is looked again in the next round.</summary>
    private async Task Unless(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            CouldNotLook(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not look after the rooms: {Reason}")]
    private partial void CouldNotLook(string reason);
}
