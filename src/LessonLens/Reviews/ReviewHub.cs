using System.Diagnostics;
using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Shared;
using Microsoft.AspNetCore.SignalR;

namespace LessonLens.Reviews;

/// <summary>
/// The live side of a lesson. It carries only what may be lost; what must not goes over HTTP.
/// </summary>
/// <remarks>Who has not joined a room, or was shown out of it, is refused.</remarks>
public sealed class ReviewHub(
    LessonStore lessons, ConversationStore conversations, SessionStore sessions, Rooms rooms,
    PresenceStore presences, PlayheadStore playheads, SharedClock clock, Pointers pointers,
    PageVersion pages)
    : Hub<IInTheRoom>
{
    private const int SlowestRoundTripMs = 60_000;

    // 10 a second, and a little for the unevenness of the way.
    private static readonly TimeSpan BetweenPointers = TimeSpan.FromMilliseconds(80);

    private Person Me => new()
    {
        Id = Context.User!.PersonId(),
        Name = Context.User!.FindFirstValue(ClaimTypes.Name) ?? "",
    };

    private Rooms.Place Place => rooms.Of(Context.ConnectionId)
        ?? throw new HubException("You are not in this room. Please load the page again.");

    public async Task<JoinedRoom> Join(Guid lessonId)
    {
        var me = Me;
        // The line may be older than the end of the session with which it was opened.
        if (SessionCookie.Read(Context.GetHttpContext()!.Request) is not { } session
            || !await sessions.Lasts(session, Context.ConnectionAborted))
            throw new HubException("Please sign in first.");
        if (await lessons.MayI(me.Id, lessonId) is null)
            throw new HubException("There is no such lesson, or it is not shared with you.");

        await Leave();
        var place = new Rooms.Place(Context.ConnectionId, lessonId, me, session, Context.Abort);
        rooms.Enter(place);
        var playback = await presences.Enter(place);
        // Whoever hung up meanwhile has left already, and there was nothing yet to leave.
        if (Context.ConnectionAborted.IsCancellationRequested)
        {
            rooms.Leave(place.ConnectionId);
            await presences.Leave(place);
        }

        var (people, elsewhere) = await presences.Here(lessonId);
        rooms.SetElsewhere(lessonId, elsewhere);
        // After entering, so that no change falls between this number and the first notice.
        var seq = await conversations.Seq(lessonId);
        return new JoinedRoom(seq, clock.NowMs, people, playback, pages.Name);
    }

    public async Task Leave()
    {
        if (rooms.Leave(Context.ConnectionId) is { } left) await presences.Leave(left);
    }

    /// <summary>For clients that measure how far their clock is from ours.</summary>
    /// <param name="clientMs">What a client sends it may use when the answer comes.</param>
    public Pong Ping(double clientMs)
    {
        Debug.Assert(double.IsFinite(clientMs), "JSON has no other numbers.");
        var now = clock.NowMs;
        return new(now, now);
    }

    /// <summary>How long the way to the server and back takes; a play is scheduled by the slowest.</summary>
    public Task Measured(double roundTripMs) =>
        presences.Measured(Place, (int)Math.Clamp(roundTripMs, 0, SlowestRoundTripMs));

    /// <summary>Moves the shared playhead. The last command counts.</summary>
    public Task<Playback> Drive(DriveTo to) => to.Fault is { } fault
        ? throw new HubException(fault)
        : playheads.Drive(Place.LessonId, Place.Person.Id, to);

    /// <summary>From now on nobody else drives, until it is given back or this person leaves.</summary>
    public Task TakeWheel() => playheads.TakeWheel(Place.LessonId, Place.Person.Id);

    /// <param name="personId">Who drives alone from now on; null gives it to everybody.</param>
    public Task GiveWheel(Guid? personId) =>
        playheads.GiveWheel(Place.LessonId, Place.Person.Id, personId);

    public Task AskForWheel() => playheads.AskForWheel(Place.LessonId, Place.Person);

    /// <param name="following">False browses on one's own.</param>
    public Task Follow(bool following) => presences.Follow(Place, following);

    /// <summary>The picture has not come, or is there again; the others wait at most 10 s.</summary>
    public Task Loading(LoadingAt at) => presences.Loading(Place, at);

    /// <summary>Shows the others what I point at; more than 10 a second are passed over.</summary>
    public void Point(PointAt at)
    {
        if (at is not { X: >= 0 and <= 1, Y: >= 0 and <= 1 })
            throw new HubException("The fields x and y are between 0 and 1.");
        if (Context.Items.TryGetValue(nameof(Point), out var before) && before is long last
            && Stopwatch.GetElapsedTime(last) < BetweenPointers) return;
        Context.Items[nameof(Point)] = Stopwatch.GetTimestamp();
        pointers.Show(Place, at);
    }

    public override Task OnDisconnectedAsync(Exception? exception) => Leave();
}

/// <summary>What the server calls in those who are in a room.</summary>
public interface IInTheRoom
{
    /// <summary>The conversation has a new number; whoever sees a gap asks for what they missed.</summary>
    Task Changed(ChangedNotice notice);

    Task People(IReadOnlyList<Present> people);

    Task Playback(Playback playback);

    /// <summary>Somebody would like to drive; only the one who drives alone hears it.</summary>
    Task WheelAsked(AskedForWheel asked);

    // The interface's word, and no pointer of the language.
#pragma warning disable CA1720
    Task Pointer(PointedAt at);
#pragma warning restore CA1720

    /// <summary>This room is no longer yours; nothing more will come.</summary>
    Task Closed(ClosedNotice notice);
}

/// <param name="Seq">Of the change in the conversation; of a focus, its version.</param>
/// <param name="Kind">annotation, reply or focus.</param>
/// <param name="Id">Of what changed; of a focus, its lesson's.</param>
public sealed record ChangedNotice(long Seq, string Kind, Guid Id)
{
    public const string OfFocus = "focus";
}

public sealed record ClosedNotice(string Reason);

/// <param name="Seq">The conversation's number at this moment.</param>
/// <param name="ServerMs">The shared clock, in milliseconds; all server times are of it.</param>
/// <param name="People">Who is here.</param>
/// <param name="Playback">The shared playhead; null as long as nobody has moved it.</param>
/// <param name="Version">Of the server's pages; a page of another one is old.</param>
public sealed record JoinedRoom(
    long Seq, double ServerMs, IReadOnlyList<Present> People, Playback? Playback, string Version);

public sealed record Pong(double ServerReceivedMs, double ServerSentMs);
