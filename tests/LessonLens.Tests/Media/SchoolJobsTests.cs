using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>What a school's administrator sees and does when work on a recording fails for good.</summary>
public sealed class SchoolJobsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Complaint = "Error writing /var/lib/work/7-1/copy: No space left on device";

    [Fact]
    public async Task A_job_that_dies_is_seen_with_its_log_by_the_schools_administrator_who_can_try_it_again()
    {
        var web = await server.Start("web");
        var (amira, dana) = (await server.Someone(web, "Amira"), await Administrator(web, "Riverside"));
        var lesson = await amira.PlanLesson("Comparing fractions");
        await amira.UploadFile(lesson, await TestRecordings.Lesson);

        using var broken = new TemporaryFolder();
        var worker = await server.StartWith(WithoutWorkingFfmpeg(broken), "worker");
        await Wait.Until(async () => (await Troubled(dana)).Any(job => !(bool)job["isDead"]!), 60,
            () => "no job was said to stumble");
        var job = await OnceDead("encode", dana);
        await worker.Kill();

        Assert.Equal("Comparing fractions", (string?)job["title"]);
        Assert.Equal("Amira", (string?)job["owner"]);
        Assert.Equal(new FileInfo(await TestRecordings.Lesson).Length, (long?)job["bytes"]);
        Assert.Equal(5, (int)job["attempts"]!);
        Assert.Equal("ffmpeg ended with 28", (string?)job["reason"]);
        Assert.Contains("No space left on device", (string?)job["log"], StringComparison.Ordinal);
        Assert.DoesNotContain("/var/lib", (string?)job["log"], StringComparison.Ordinal);
        await OthersSeeNothing(web, job, amira);
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf($"/api/lessons/{lesson}"));

        worker = await server.Start("worker");
        Assert.Equal(HttpStatusCode.Accepted, await TryAgain(dana, job));
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        Assert.Empty(await Troubled(dana));
        Assert.Equal(HttpStatusCode.NotFound, await TryAgain(dana, job));
        await worker.Kill();
        await AClipThatDiedIsMadeAfterAll(amira, lesson, dana);
    }

    private async Task AClipThatDiedIsMadeAfterAll(SignedIn amira, Guid lesson, SignedIn dana)
    {
        var clip = new Uri($"/api/lessons/{lesson}/clips/{Guid.CreateVersion7()}", UriKind.Relative);
        using var broken = new TemporaryFolder();
        var worker = await server.StartWith(WithoutWorkingFfmpeg(broken), "worker");
        (await amira.Http.PutAsJsonAsync(clip, new { fromMs = 1000, toMs = 3000, title = "Hands" }))
            .EnsureSuccessStatusCode();
        var job = await OnceDead("clip", dana);
        Assert.Equal("failed", await StateOfTheClip());
        await worker.Kill();

        await server.Start("worker");
        Assert.Equal(HttpStatusCode.Accepted, await TryAgain(dana, job));
        await Wait.Until(async () => await StateOfTheClip() == "ready", 120);
        Assert.Empty(await Troubled(dana));

        async Task<string?> StateOfTheClip() =>
            (string?)JsonNode.Parse(await amira.Http.GetStringAsync(
                new Uri($"/api/lessons/{lesson}/clips", UriKind.Relative)))!.AsArray().Single()!["state"];
    }

    /// <summary>Tries follow each other without the pauses between them.</summary>
    private async Task<JsonObject> OnceDead(string kind, SignedIn administrator)
    {
        JsonObject? dead = null;
        await Wait.Until(async () =>
        {
            await server.Sql<string>("""
                update jobs set run_at = now() where dead_at is null;
                select pg_notify('lessonlens', 'jobs:' || lane) from jobs group by lane
                """);
            dead = (await Troubled(administrator)).SingleOrDefault(job =>
                (string?)job["kind"] == kind && (bool)job["isDead"]!);
            return dead is not null;
        }, 120);
        return dead!;
    }

    private async Task OthersSeeNothing(ServerProcess web, JsonObject job, SignedIn amira)
    {
        var omar = await Administrator(web, "Hilltop");
        Assert.Empty(await Troubled(omar));
        Assert.Equal(HttpStatusCode.NotFound, await TryAgain(omar, job));

        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf("/api/jobs"));
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf("/jobs"));
        Assert.Equal(HttpStatusCode.NotFound, await TryAgain(amira, job));
        var lessons = await amira.Http.GetStringAsync(new Uri("/api/lessons", UriKind.Relative));
        Assert.Contains("it may be our fault", lessons, StringComparison.Ordinal);
        Assert.DoesNotContain("ffmpeg", lessons, StringComparison.Ordinal);
        Assert.DoesNotContain("No space", lessons, StringComparison.Ordinal);
    }

    private Task<SignedIn> Administrator(ServerProcess web, string school) =>
        server.Someone(web, $"Dana of {school}", school, "admin");

    private static async Task<IReadOnlyList<JsonObject>> Troubled(SignedIn person) =>
        [.. (await person.Get("/api/jobs"))["troubled"]!.AsArray().Select(job => job!.AsObject())];

    private static async Task<HttpStatusCode> TryAgain(SignedIn person, JsonObject job)
    {
        using var answer = await person.Http.PostAsync(
            new Uri($"/api/jobs/{job["id"]}/attempts", UriKind.Relative), content: null);
        return answer.StatusCode;
    }

    /// <summary>As on a machine whose disk is full.</summary>
    private static Dictionary<string, string> WithoutWorkingFfmpeg(TemporaryFolder folder)
    {
        var settings = Programs.AloneIn(folder, "dotnet", "setsid", "setpriv", "prlimit", "ffprobe");
        File.WriteAllText(folder["ffmpeg"], $"#!/bin/sh\necho '{Complaint}' >&2\nexit 28\n");
        File.SetUnixFileMode(folder["ffmpeg"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return settings;
    }
}
