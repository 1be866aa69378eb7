using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using LessonLens.Processes;
using LessonLens.Tests.House;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>A client that others wrote, over a line that breaks in every way that we know.</summary>
public sealed class TusClientTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly Fault[] All =
        [Fault.Cut, Fault.Reset, Fault.BlackHole, Fault.Reset, Fault.Cut, Fault.BlackHole];

    // Not a multiple of anything.
    private static readonly int Size = LongForm.OrShort(inLong: 60_000_003, inShort: 12_000_003);

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"chunkSize": 700000}""", 2)]
    [InlineData("""{"uploadDataDuringCreation": true, "chunkSize": 3000000}""", 3)]
    [InlineData("""{"parallelUploads": 3}""", 4)]
    [InlineData("""{"uploadLengthDeferred": true, "chunkSize": 1000000}""", 5)]
    public async Task Everything_arrives_whatever_the_line_does(string options, int seed)
    {
        await using var line = new FaultProxy(app.Address, seed, All)
        {
            FaultWithin = Size / 8,
            Latency = TimeSpan.FromMilliseconds(1),
        };
        await Upload(options, seed, line, Size);
        Assert.Equal(0, line.FaultsLeft);
    }

    [Fact]
    public async Task Everything_arrives_over_a_line_of_one_megabit()
    {
        var size = LongForm.OrShort(inLong: 20_000_003, inShort: 400_003);
        await using var line = new FaultProxy(app.Address, seed: 6, Fault.Reset, Fault.BlackHole)
        {
            BytesPerSecond = 125_000,
            Latency = TimeSpan.FromMilliseconds(5),
            FaultWithin = 100_000,
        };
        await Upload("{}", 6, line, size);
    }

    private async Task Upload(string options, int seed, FaultProxy line, int size)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var folder = new TemporaryFolder();
        await using (var file = File.Create(folder["lesson.mp4"])) new MadeBytes(size, seed).CopyTo(file);
        var all = JsonSerializer.Deserialize<Dictionary<string, object>>(options)!;
        all["endpoint"] = new Uri(line.Address, "/api/uploads");
        all["path"] = folder["lesson.mp4"];
        all["lessonId"] = lesson;
        all["cookie"] = amira.Cookie;
        all["origin"] = line.Address.GetLeftPart(UriPartial.Authority);

        var script = Path.Combine(SourceTree.Root, "tests", "clients", "tus-client.mjs");
        using var client = await OwnProcess.Start(new ProcessStartInfo(
            "node", [script, JsonSerializer.Serialize(all)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        using var limit = new CancellationTokenSource(
            TimeSpan.FromSeconds(LongForm.OrShort(inLong: 600, inShort: 240)));
        var (said, complaints) = (client.StandardOutput.ReadToEndAsync(limit.Token),
            client.StandardError.ReadToEndAsync(limit.Token));
        await client.WaitForExitAsync(limit.Token);
        Assert.True(client.ExitCode == 0, $"{await said}{await complaints}");
        Assert.Equal(MadeBytes.Sha256(size, seed), await amira.Original(lesson));
        // The beginning of one whose answer was lost is offered to go on with; nothing else is left.
        if (!all.ContainsKey("uploadDataDuringCreation")) Assert.Empty(await amira.UnfinishedUploads());
    }
}
