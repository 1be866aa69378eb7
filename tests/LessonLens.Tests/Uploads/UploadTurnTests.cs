using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>
/// A request that hangs, or whose whole process does, gives way to the next one within 5 s, and does no harm
/// when it wakes.
/// </summary>
[Collection(nameof(Alone))]
public sealed class UploadTurnTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int MiB = 1 << 20;

    [Fact]
    public async Task One_that_hangs_gives_way_to_whoever_asks_or_writes_in_its_process_and_in_another()
    {
        var (one, other) = (await server.Start(), await server.Start());
        var amira = await server.Someone(one, "Amira");
        var bytes = UploadSteps.Random(8 * MiB);
        foreach (var at in (ServerProcess[])[one, other])
        {
            var lesson = await amira.PlanLesson();
            var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;
            var way = new Uri(at.Address, upload.AbsolutePath);
            var offset = 0;
            foreach (var asksFirst in (bool[])[true, false])
            {
                using var hung = await Hang(amira, upload, bytes, offset, sent: 3 * MiB);
                var since = Stopwatch.StartNew();
                if (asksFirst) offset = (int)await amira.OffsetOf(way);
                else
                {
                    // It does not know how far the hung one got, and is told.
                    using var refused = await amira.Patch(way, 0, [1]);
                    Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
                    offset = (int)Tus.Offset(refused);
                }

                Assert.InRange(since.Elapsed, TimeSpan.Zero, Patience);
            }

            using var rest = await amira.Patch(way, offset, bytes[offset..]);
            Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
            Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
        }

        await one.Kill();
        await other.Kill();
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    public async Task A_process_that_sleeps_while_it_writes_loses_its_turn_and_moves_nothing_when_it_wakes(
        bool inAzure, int times)
    {
        var (sleeper, other) = inAzure
            ? (await server.StartApart("web"), await server.StartApart("web"))
            : (await server.Start(), await server.Start());
        var amira = await server.Someone(other, "Amira");
        times = LongForm.OrShort(inLong: 10 * times, inShort: times);
        const int seed = 20_261_122;
#pragma warning disable CA5394 // The moments must be the same in each run.
        var moments = new Random(seed);
#pragma warning restore CA5394
        for (var time = 0; time < times; time++)
        {
            var lesson = await amira.PlanLesson();
            const long bytes = 24 * MiB;
            var upload = (await amira.BeginUpload(lesson, bytes)).Headers.Location!;
#pragma warning disable CA5394
            var body = new CountedBytes(
                new MadeBytes(bytes, seed), moments.NextInt64(12 * MiB), holdAfter: 20 * MiB);
#pragma warning restore CA5394
            using var request = Tus.Patch(
                new Uri(sleeper.Address, upload.AbsolutePath), 0, new StreamContent(body, 1 << 16));
            var first = amira.Http.SendAsync(request);
            await body.Told.WaitAsync(TimeSpan.FromSeconds(60));
            sleeper.Sleep();
            body.GoOn();

            var since = Stopwatch.StartNew();
            var offset = await amira.OffsetOf(upload);
            Assert.InRange(since.Elapsed, TimeSpan.Zero, Patience);
            using var half = Tus.Patch(upload, offset, Bytes(seed, offset, 3 * MiB / 2));
            Assert.Equal(HttpStatusCode.NoContent, (await amira.Http.SendAsync(half)).StatusCode);
            sleeper.Wake();
            using var refused = await first.WaitAsync(TimeSpan.FromSeconds(60));
            // It is told how far the upload is; or that the database has ended a transaction that slept.
            Assert.Contains(refused.StatusCode,
                (HttpStatusCode[])[HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable]);
            Assert.Equal(offset + (3 * MiB / 2), await amira.OffsetOf(upload));

            offset += 3 * MiB / 2;
            using var rest = Tus.Patch(upload, offset, Bytes(seed, offset, (int)(bytes - offset)));
            Assert.Equal(HttpStatusCode.NoContent, (await amira.Http.SendAsync(rest)).StatusCode);
            Assert.Equal(MadeBytes.Sha256(bytes, seed), await amira.Original(lesson));
        }

        await sleeper.Kill();
        await other.Kill();

        static byte[] Bytes(int seed, long offset, int count)
        {
            var bytes = new byte[count];
            new MadeBytes(24 * MiB, seed) { Position = offset }.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>Sends something of the rest, and then nothing any more.</summary>
    private static async Task<RawLine> Hang(SignedIn owner, Uri upload, byte[] bytes, int offset, int sent)
    {
        var line = await RawLine.Patch(upload, offset, $"Content-Length: {bytes.Length - offset}");
        await line.Send(bytes[offset..(offset + sent)]);
        // The list of uploads asks nobody to stop.
        await Wait.Until(async () => (await owner.UnfinishedUploads()).Any(
            one => one!["offset"]!.GetValue<long>() >= offset + MiB));
        return line;
    }
}
