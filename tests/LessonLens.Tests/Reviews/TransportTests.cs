using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LessonLens.Processes;
using LessonLens.Tests.House;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>The pages' own client library, where a school's proxy lets no WebSocket through.</summary>
public sealed class TransportTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("WebSockets")]
    [InlineData("ServerSentEvents")]
    [InlineData("LongPolling")]
    public async Task One_joins_hears_and_drives_by_every_way_of_the_client_library(string transport)
    {
        await using var pair = await Pair.In(app, withBen: false);
        await using var ben = await LibraryClient.Start(pair.BenSignedIn, pair.Lesson, transport);
        var joined = await ben.Next("Joined");
        Assert.Equal(["Amira", "Ben"], joined["people"]!.AsArray().Select(one => (string)one!["name"]!));

        var note = Guid.CreateVersion7();
        await pair.AmiraSignedIn.WriteNote(pair.Lesson, note);
        Assert.Equal(note, (Guid)(await ben.Next("Changed"))["id"]!);
        var played = await pair.Amira.Drive(playing: true, 4000);
        Assert.Equal(played.ToJsonString(), (await ben.Next("Playback")).ToJsonString());

        await ben.Call("Drive", new JsonObject { ["playing"] = false, ["mediaMs"] = 7654, ["rate"] = 1 });
        var paused = await ben.Next("Answer");
        Assert.Equal((false, 7654), (paused.AsObject().Playing(), paused.AsObject().AtMs()));
        Assert.Equal(paused.ToJsonString(),
            (await pair.Amira.Next("Playback", paused.AsObject().Rev())).ToJsonString());

        await pair.AmiraSignedIn.Withdraw(pair.Lesson, from: pair.BenSignedIn);
        await ben.Next("Closed");
    }

    [Theory]
    [InlineData("ServerSentEvents")]
    [InlineData("LongPolling")]
    public async Task A_foreign_page_gets_no_other_line_either(string transport)
    {
        await using var pair = await Pair.In(app, withBen: false);
        await using var foreign = await LibraryClient.Start(
            pair.BenSignedIn, pair.Lesson, transport, origin: "https://evil.example");
        Assert.Contains("403", await foreign.LastWords());
    }

    /// <summary>tests/clients/room-client.mjs</summary>
    private sealed class LibraryClient(Process process) : IAsyncDisposable
    {
        public static async Task<LibraryClient> Start(
            SignedIn person, Guid lesson, string transport, string? origin = null)
        {
            var server = person.Http.BaseAddress!;
            var script = Path.Combine(SourceTree.Root, "tests", "clients", "room-client.mjs");
            return new LibraryClient(await OwnProcess.Start(new ProcessStartInfo(
                "node", [script, JsonSerializer.Serialize(new
                {
                    url = new Uri(server, "/hubs/review"),
                    lessonId = lesson,
                    transport,
                    cookie = person.Cookie,
                    origin = origin ?? server.GetLeftPart(UriPartial.Authority),
                    packages = Path.Combine(SourceTree.Root, "src", "LessonLens", "package.json"),
                })])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }));
        }

        public Task Call(string method, JsonNode what) =>
            process.StandardInput.WriteLineAsync(new JsonArray(method, what).ToJsonString());

        /// <summary>The next of this name; others are passed over.</summary>
        public async Task<JsonNode> Next(string name)
        {
            while (await process.StandardOutput.ReadLineAsync(Limit) is { } line)
                if (JsonNode.Parse(line)!.AsArray() is [var heard, { } what] && (string)heard! == name)
                    return what.DeepClone();
            throw new IOException(await LastWords());
        }

        public Task<string> LastWords() => process.StandardError.ReadToEndAsync(Limit);

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(Limit);
            process.Dispose();
        }

        private static CancellationToken Limit =>
            new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
    }
}
