using System.Diagnostics;
using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.SignalR;

namespace LessonLens.Reviews;

/// <summary>What the server calls in those who are in a room.</summary>
public interface IInTheRoom
{
    /// <summary>The conversation has a new number; whoever sees a gap asks for what they missed.</summary>
    Task Changed(ChangedNotice notice);

    Task People(IReadOnlyList<Present> people);

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
/// <param name="ServerMs">This server's monotonic clock, in milliseconds.</param>
/// <param name="People">Who is here.</param>
/// <param name="Playback">The shared playhead; null as long as nobody has moved it.</param>
public sealed record JoinedRoom(long Seq, double ServerMs, IReadOnlyList<Present> People, object? Playback);

public sealed record Pong(double ServerReceivedMs, double ServerSentMs);

/// <summary>
/// The live side of a lesson. It carries only what may be lost; what must not goes over HTTP.
/// </summary>
public sealed class ReviewHub(
    LessonStore lessons, ConversationStore conversations, SessionStore sessions, Rooms rooms)
    : Hub<IInTheRoom>
{
    private static double NowMs => Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    public async Task<JoinedRoom> Join(Guid lessonId)
    {
        var me = new Person
        {
            Id = Context.User!.PersonId(),
            Name = Context.User!.FindFirstValue(ClaimTypes.Name) ?? "",
        };
        // The line may be older than the end of the session with which it was opened.
        if (SessionCookie.Read(Context.GetHttpContext()!.Request) is not { } session
            || !await sessions.Lasts(session, Context.ConnectionAborted))
            throw new HubException("Please sign in first.");
        if (await lessons.MayI(me.Id, lessonId) is null)
            throw new HubException("There is no such lesson, or it is not shared with you.");

        await Leave();
        rooms.Enter(new Rooms.Place(Context.ConnectionId, lessonId, me, session, Context.Abort));
        await TellWhoIsHere(lessonId);
        // After entering, so that no change falls between this number and the first notice.
        var seq = await conversations.Seq(lessonId);
        return new JoinedRoom(seq, NowMs, rooms.People(lessonId), Playback: null);
    }

    public async Task Leave()
    {
        if (rooms.Leave(Context.ConnectionId) is { } left) await TellWhoIsHere(left);
    }

    /// <summary>For clients that measure how far their clock is from ours.</summary>
    // A hub's methods are instance methods, and what a client sends it may use when the answer comes.
#pragma warning disable CA1822, IDE0060, RCS1163
    public Pong Ping(double clientMs) => new(NowMs, NowMs);
#pragma warning restore CA1822, IDE0060, RCS1163

    public override Task OnDisconnectedAsync(Exception? exception) => Leave();

    private Task TellWhoIsHere(Guid lessonId) => Clients
        .Clients(rooms.In(lessonId).Select(place => place.ConnectionId))
        .People(rooms.People(lessonId));
}
