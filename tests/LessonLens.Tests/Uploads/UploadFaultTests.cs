using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;
using LessonLens.Uploads;

namespace LessonLens.Tests.Uploads;

/// <summary>What only a real process shows: its memory, its death, its twin.</summary>
public sealed class UploadFaultTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private const long MiB = 1 << 20;

    // What the kernel and Kestrel hold of a line that nobody has read yet.
    private const long OnTheLine = 8 * MiB;

    [Fact]
    public async Task A_large_recording_costs_no_memory()
    {
        var bytes = LongForm.OrShort(inLong: 3072 * MiB, inShort: 300 * MiB);
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        // What the first upload needs for ever (compiled code, pools) is there before we measure.
        await amira.Upload(await amira.PlanLesson(), new byte[9 * MiB]);
        var before = web.ResidentBytes();

        var upload = (await amira.BeginUpload(await amira.PlanLesson(), bytes)).Headers.Location!;
        using var request = Tus.Patch(upload, 0, new StreamContent(new MadeBytes(bytes, seed: 1), 1 << 20));
        var sending = amira.Http.SendAsync(request);
        var most = before;
        await Wait.Until(() =>
        {
            most = Math.Max(most, web.ResidentBytes());
            return Task.FromResult(sending.IsCompleted);
        }, withinSeconds: LongForm.OrShort(600, 180));

        Assert.Equal(HttpStatusCode.NoContent, (await sending).StatusCode);
        Assert.True(most - before < 100 * MiB, $"Memory rose from {before / MiB} to {most / MiB} MiB.");
        await web.Kill();
    }

    [Fact]
    public async Task Twenty_uploads_at_once_cost_little_more_memory_than_one()
    {
        var bytes = LongForm.OrShort(inLong: 300 * MiB, inShort: 30 * MiB);
        var web = await server.Start();
        var amira = await server.Someone(web, "Amira");
        await Send(seed: 0);
        var before = web.ResidentBytes();
        var all = Task.WhenAll(Enumerable.Range(1, 20).Select(Send));
        var most = before;
        await Wait.Until(() =>
        {
            most = Math.Max(most, web.ResidentBytes());
            return Task.FromResult(all.IsCompleted);
        }, withinSeconds: LongForm.OrShort(1800, 300));

        var lessons = await all;
        Assert.Equal(MadeBytes.Sha256(bytes, seed: 20), await amira.Original(lessons[^1]));
        Assert.True(most - before < 100 * MiB, $"Memory rose from {before / MiB} to {most / MiB} MiB.");
        output.WriteLine($"Twenty uploads at once raised memory from {before / MiB} to {most / MiB} MiB.");
        await web.Kill();

        async Task<Guid> Send(int seed)
        {
            var lesson = await amira.PlanLesson();
            var upload = (await amira.BeginUpload(lesson, bytes)).Headers.Location!;
            // In pieces, none of which takes so long that the client gives up.
            for (long offset = 0; offset < bytes; offset += 10 * MiB)
            {
                using var piece = new StreamContent(new MadeBytes(offset + (10 * MiB), seed)
                {
                    Position = offset,
                }, 1 << 16);
                using var request = Tus.Patch(upload, offset, piece);
                using var answer = await amira.Http.SendAsync(request);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }

            return lesson;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_killed_at_any_moment_loses_no_byte_that_it_acknowledged(bool inAzure)
    {
        // The emulator is slow.
        var (bytes, kills) = LongForm.OrShort(
            inLong: (200 * MiB, 50), inShort: ((inAzure ? 20 : 60) * MiB, 10));
        const int seed = 20_260_314;
#pragma warning disable CA5394 // The moments must be the same in each run.
        var moments = new Random(seed);
        var web = await (inAzure ? server.StartApart("web") : server.Start());
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var upload = (await amira.BeginUpload(lesson, bytes)).Headers.Location!;

        using var narrow = new HttpClient(NarrowLine.Holding(64 << 10));
        long offset = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            var moment = moments.NextInt64(bytes / kills);
            var body = new CountedBytes(new MadeBytes(bytes, seed) { Position = offset }, tellAfter: moment);
#pragma warning restore CA5394
            using var request = Tus.Patch(upload, offset, new StreamContent(body, 1 << 16));
            var sending = narrow.SendAsync(request);
            await Task.WhenAny(body.Told, sending).WaitAsync(TimeSpan.FromSeconds(60));
            await web.Kill();
            await sending.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(60));
            await web.Start();

            using var head = await amira.Http.SendAsync(Tus.Head(upload));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            var arrived = Tus.Offset(head);
            Assert.True(arrived >= offset,
                $"Kill {kill}: {offset} bytes were acknowledged, {arrived} are there.");
            Assert.InRange(offset + body.Position - arrived, 0, 2 * UploadBlocks.MostBytes + OnTheLine);
            offset = arrived;
        }

        using var rest = Tus.Patch(
            upload, offset, new StreamContent(new MadeBytes(bytes, seed) { Position = offset }, 1 << 20));
        Assert.Equal(HttpStatusCode.NoContent, (await amira.Http.SendAsync(rest)).StatusCode);
        Assert.Equal(MadeBytes.Sha256(bytes, seed), await amira.Original(lesson));
        await web.Kill();
    }

    [Fact]
    public async Task Of_two_that_write_at_one_offset_through_two_servers_exactly_one_is_heard()
    {
        var one = await server.Start();
        var other = await server.Start();
        var amira = await server.Someone(one, "Amira");
        var lesson = await amira.PlanLesson();
        var pairs = LongForm.OrShort(inLong: 200, inShort: 20);
        const int part = 300_000;
        var length = part * pairs;
        var upload = (await amira.BeginUpload(lesson, length)).Headers.Location!;
        Uri[] ways = [upload, new Uri(other.Address, upload.AbsolutePath)];
        using var kept = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0, now; offset < length; offset = now)
        {
            byte[][] parts = [.. ways.Select(_ =>
                RandomNumberGenerator.GetBytes((int)Math.Min(part, length - offset)))];
            var answers = await Task.WhenAll(ways.Zip(parts, (way, bytes) =>
                amira.Http.SendAsync(Tus.Patch(way, offset, bytes))));
            var (index, accepted) = Assert.Single(
                answers.Index(), answer => answer.Item.StatusCode == HttpStatusCode.NoContent);
            // One that is slow is stopped by the other; what it has brought until then counts.
            now = Tus.Offset(accepted);
            kept.AppendData(parts[index], 0, (int)(now - offset));
            var refused = answers[1 - index];
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            // Or, before it had brought anything, made way for the other.
            Assert.Contains(Tus.Offset(refused), (long[])[now, offset]);
        }

        Assert.Equal(kept.GetHashAndReset(), await amira.Original(lesson));
        await one.Kill();
        await other.Kill();
    }
}
