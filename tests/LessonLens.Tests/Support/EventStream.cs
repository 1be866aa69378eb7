using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace LessonLens.Tests.Support;

/// <summary>An open <c>/api/events</c>, as a page has it.</summary>
public sealed class EventStream(
    HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
{
    public static async Task<EventStream> Of(SignedIn person)
    {
        var answer = await person.Http.GetAsync(
            new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var events = SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync();
        return new EventStream(answer, events.GetAsyncEnumerator());
    }

    /// <returns>The next event's type and data; null at the end of the stream.</returns>
    public async Task<(string Type, string Data)?> Next(int withinSeconds = 20) =>
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(withinSeconds))
            ? (events.Current.EventType, events.Current.Data)
            : null;

    /// <summary>What the next event says of a recording.</summary>
    public async Task<JsonObject> NextRecording(int withinSeconds = 120)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since).TotalSeconds < withinSeconds
            && await Next() is var (type, data))
            if (type == "recording") return JsonNode.Parse(data)!.AsObject();
        throw new EndOfStreamException("There was no word of a recording.");
    }

    /// <summary>Reads to the end, which must come.</summary>
    public async Task Ends(int withinSeconds = 15)
    {
        var since = Stopwatch.GetTimestamp();
        while (await Next() is not null)
            Assert.True(Stopwatch.GetElapsedTime(since).TotalSeconds < withinSeconds);
    }

    public ValueTask DisposeAsync()
    {
        // The connection goes with the answer; an enumerator in the middle of a read cannot be disposed.
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
