using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using LessonLens.Database;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>
/// What one event says: which lesson, and in a <c>recording</c> event how far its recording is.
/// </summary>
public sealed record LessonEvent(Guid LessonId, Recording? Recording = null);

/// <summary>
/// A topic whose news a person's pages hear as an event that names the lesson. Whoever tells of something
/// further along the street adds one.
/// </summary>
/// <param name="Topic">As it is told.</param>
/// <param name="Event">What pages listen for.</param>
/// <param name="Read">Whose lesson a payload is about, and who alone may hear of it.</param>
public sealed record LessonTopic(string Topic, string Event, Func<string, (Guid Lesson, Guid? OnlyFor)?> Read)
{
    public static (Guid Lesson, Guid? OnlyFor)? LessonAlone(string payload) =>
        Guid.TryParse(payload, out var id) ? (id, null) : null;
}

/// <summary>One stream a person of what happens to the lessons that they see (server-sent events).</summary>
public sealed class LessonNews(
    Listener listener, LessonStore lessons, SessionStore sessions, IEnumerable<LessonTopic> topics,
    IHostApplicationLifetime life)
{
    private const string OfRecordings = "recording";

    // Keeps proxies from closing a quiet line, and notices a session that has ended.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private static readonly LessonTopic Recordings =
        new(RecordingStore.Topic, OfRecordings, LessonTopic.LessonAlone);

    private readonly LessonTopic[] _topics = [Recordings, .. topics];

    public static ServerSentEventsResult<LessonEvent> Stream(
        ClaimsPrincipal user, LessonNews news, HttpContext context, CancellationToken stop) =>
        TypedResults.ServerSentEvents(news.For(user.PersonId(),
            TokenBearer.Read(context.Request) ?? SessionCookie.Read(context.Request), stop));

    private async IAsyncEnumerable<SseItem<LessonEvent>> For(
        Guid me, string? token, [EnumeratorCancellation] CancellationToken stop)
    {
        var heard = Channel.CreateUnbounded<(LessonTopic, string)>();
        var ears = _topics.Select(topic =>
            listener.On(topic.Topic, payload => heard.Writer.TryWrite((topic, payload)))).ToList();
        // A group sees many lessons: all are looked at, as if something had been missed.
        ears.Add(listener.On(GroupStore.Topic, _ => heard.Writer.TryWrite((Recordings, ""))));
        try
        {
            // First how things stand, so that nothing falls between a page and its stream.
            heard.Writer.TryWrite((Recordings, ""));
            var known = new HashSet<Guid>();
            // A server that is asked to stop does not wait for pages that listen.
            while (!life.ApplicationStopping.IsCancellationRequested
                && token is not null && await sessions.Lasts(token, stop))
            {
                foreach (var item in await Changed(me, known, heard.Reader, stop)) yield return item;
                yield return new(null!, "quiet");
                await Next(heard.Reader, stop);
            }
        }
        finally
        {
            ears.ForEach(ear => ear.Dispose());
        }
    }

    private async Task<IReadOnlyList<SseItem<LessonEvent>>> Changed(
        Guid me, HashSet<Guid> known, ChannelReader<(LessonTopic Topic, string Payload)> heard,
        CancellationToken stop)
    {
        var news = new HashSet<(string Event, Guid Lesson)>();
        var missedSome = false;
        while (heard.TryRead(out var one))
        {
            // An empty payload says that something may have been missed.
            if (one.Payload.Length == 0) missedSome = true;
            else if (one.Topic.Read(one.Payload) is var (lesson, onlyFor) && (onlyFor ?? me) == me)
                news.Add((one.Topic.Event, lesson));
        }

        var items = new List<SseItem<LessonEvent>>();
        if (missedSome)
        {
            items.AddRange((await lessons.List(me, stop: stop)).Select(OfRecording));
            var seen = items.Select(item => item.Data.LessonId).ToHashSet();
            items.AddRange(known.Except(seen).Select(Gone));
            known.IntersectWith(seen);
            known.UnionWith(seen);
        }

        foreach (var (name, id) in news)
            if (await Told(me, known, name, id, stop) is { } item) items.Add(item);
        return items;
    }

    /// <summary>To whoever sees the lesson, and one last time to whoever saw it until now.</summary>
    private async Task<SseItem<LessonEvent>?> Told(
        Guid me, HashSet<Guid> known, string name, Guid id, CancellationToken stop)
    {
        var lesson = await lessons.Find(me, id, stop);
        if (lesson is null) return known.Remove(id) ? Gone(id) : null;
        known.Add(id);
        return name == OfRecordings ? OfRecording(lesson) : new(new LessonEvent(id), name);
    }

    private static SseItem<LessonEvent> Gone(Guid id) => new(new LessonEvent(id), "access");

    private static SseItem<LessonEvent> OfRecording(Lesson lesson) =>
        new(new LessonEvent(lesson.Id, lesson.Recording), OfRecordings);

    private async Task Next(ChannelReader<(LessonTopic, string)> heard, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, life.ApplicationStopping);
        limit.CancelAfter(Quiet);
        try
        {
            await heard.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing new; that is said too.
        }
    }
}
