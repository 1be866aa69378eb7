using System.Diagnostics;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Journey;

public sealed class KilledWorkerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_work_of_a_worker_that_was_killed_goes_on_within_45_seconds()
    {
        var web = await server.Start("web");
        var worker = await server.Start("worker");
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.SlowToMake);
        var before = await amira.RecordingOnce(lesson, recording => (double?)recording["progress"] > 0.2);

        await worker.Kill();
        var since = Stopwatch.StartNew();
        await worker.Start();
        await Wait.Until(async () => await server.Sql<int>("select max(attempts) from jobs") == 2,
            withinSeconds: 45, () => $"nobody took over after {since.Elapsed}");

        await amira.RecordingOnce(lesson, recording =>
        {
            // What was said to be done does not come undone in front of whoever waits.
            Assert.True((double?)recording["progress"] >= (double?)before["progress"], $"{recording}");
            return (string?)recording["state"] == "ready";
            // Gentle to all others, an encode is slow beside them on a small machine.
        }, withinSeconds: 600);
    }
}
