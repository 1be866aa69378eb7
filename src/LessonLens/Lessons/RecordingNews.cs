using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using LessonLens.Database;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Lessons;

/// <summary>What a <c>recording</c> event says.</summary>
public sealed record RecordingEvent(Guid LessonId, Recording Recording);

/// <summary>One stream a person of how recordings get on (server-sent events).</summary>
public sealed class RecordingNews(
    Listener listener, LessonStore lessons, SessionStore sessions, IHostApplicationLifetime life)
{
    // Keeps proxies from closing a quiet line, and notices a session that has ended.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static ServerSentEventsResult<RecordingEvent> Stream(
        ClaimsPrincipal user, RecordingNews news, HttpContext context, CancellationToken stop) =>
        TypedResults.ServerSentEvents(news.For(user.PersonId(), SessionCookie.Read(context.Request), stop));

    private async IAsyncEnumerable<SseItem<RecordingEvent>> For(
        Guid me, string? token, [EnumeratorCancellation] CancellationToken stop)
    {
        var heard = Channel.CreateUnbounded<string>();
        using var ear = listener.On(RecordingStore.Topic, payload => heard.Writer.TryWrite(payload));
        // First how things stand, so that nothing falls between a page and its stream.
        heard.Writer.TryWrite("");
        // A server that is asked to stop does not wait for pages that listen.
        while (!life.ApplicationStopping.IsCancellationRequested
            && token is not null && await sessions.Lasts(token, stop))
        {
            foreach (var lesson in await Changed(me, heard.Reader, stop))
                yield return new(new RecordingEvent(lesson.Id, lesson.Recording), "recording");
            yield return new(null!, "quiet");
            await Next(heard.Reader, stop);
        }
    }

    private async Task<IReadOnlyList<Lesson>> Changed(
        Guid me, ChannelReader<string> heard, CancellationToken stop)
    {
        var ids = new HashSet<Guid>();
        while (heard.TryRead(out var payload))
        {
            // An empty payload says that something may have been missed.
            if (!Guid.TryParse(payload, out var id)) return await lessons.List(me, stop: stop);
            ids.Add(id);
        }

        var changed = new List<Lesson>();
        foreach (var id in ids)
            if (await lessons.Find(me, id, stop) is { } lesson) changed.Add(lesson);
        return changed;
    }

    private async Task Next(ChannelReader<string> heard, CancellationToken stop)
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
