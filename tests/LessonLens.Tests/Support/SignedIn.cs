using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LessonLens.Tests.Support;

/// <summary>A person who is signed in, and what they do, in their words.</summary>
public sealed class SignedIn
{
    private SignedIn(Guid id, string name, string email, HttpClient http)
    {
        (Id, Name, Email, Http) = (id, name, email, http);
    }

    public Guid Id { get; }
    public string Name { get; }
    public string Email { get; }

    /// <summary>With the person's cookie, from our own pages.</summary>
    public HttpClient Http { get; }

    /// <summary>The cookie alone, as a browser keeps it.</summary>
    public string Cookie => Http.DefaultRequestHeaders.GetValues("Cookie").Single();

    /// <summary>Signs in by the front door of a server, and asks it who that is.</summary>
    public static async Task<SignedIn> To(Uri server, string email, string password = LessonLensApp.Password)
    {
        var http = LessonLensApp.NewClient(server);
        var answer = await http.PostAsJsonAsync("/api/session", new { email, password });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        http.DefaultRequestHeaders.Add(
            "Cookie", answer.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        var me = (await http.GetFromJsonAsync<JsonObject>("/api/me"))!;
        return new SignedIn(me["id"]!.GetValue<Guid>(), me["name"]!.GetValue<string>(), email, http);
    }

    /// <summary>The same person in the same session, by another way to the server.</summary>
    public SignedIn Over(Uri line)
    {
        var http = LessonLensApp.NewClient(line);
        http.DefaultRequestHeaders.Add("Cookie", Cookie);
        return new SignedIn(Id, Name, Email, http);
    }

    /// <returns>The lesson's id.</returns>
    public async Task<Guid> PlanLesson(string title = "Comparing fractions")
    {
        var answer = await Http.PostAsJsonAsync("/api/lessons", new { title });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await Json(answer))["id"]!.GetValue<Guid>();
    }

    public async Task Share(Guid lesson, SignedIn with, string may = "annotate")
    {
        var answer = await Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/grants/{with.Id}", new { may, reason = "We look at it together" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> Withdraw(Guid lesson, SignedIn from) =>
        Http.DeleteAsync(new Uri($"/api/lessons/{lesson}/grants/{from.Id}", UriKind.Relative));

    public Task<HttpResponseMessage> WriteNote(
        Guid lesson, Guid note, string text = "Leila has an idea", int atMs = 1000, int edit = 0,
        bool draft = false) =>
        Http.PutAsJsonAsync($"/api/lessons/{lesson}/annotations/{note}",
            new { atMs, kind = "noticed", text, edit, draft });

    /// <summary>Announces a recording of this many bytes; the answer's Location is where they go.</summary>
    public Task<HttpResponseMessage> BeginUpload(Guid lesson, long bytes, string fileName = "lesson.mp4") =>
        Http.SendAsync(Tus.Post(bytes, Tus.Metadata(lesson, fileName)));

    /// <summary>Uploads in one go, as a phone on a good line would.</summary>
    public async Task Upload(Guid lesson, byte[] bytes, string fileName = "lesson.mp4")
    {
        var begun = await BeginUpload(lesson, bytes.Length, fileName);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        if (bytes.Length == 0) return;
        using var request = Tus.Patch(begun.Headers.Location!, 0, bytes);
        var answer = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public async Task<JsonArray> UnfinishedUploads() =>
        (await Http.GetFromJsonAsync<JsonArray>("/api/uploads"))!;

    public async Task UploadFile(Guid lesson, string path) =>
        await Upload(lesson, await File.ReadAllBytesAsync(path), Path.GetFileName(path));

    public async Task<JsonArray> Sessions() =>
        (await Http.GetFromJsonAsync<JsonArray>("/api/me/sessions"))!;

    public async Task<JsonObject> Get(string path)
    {
        var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Json(answer);
    }

    public async Task<HttpStatusCode> StatusOf(string path) =>
        (await Http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    public async Task<string> StateOf(Guid lesson) =>
        (string)(await Get($"/api/lessons/{lesson}"))["recording"]!["state"]!;

    /// <summary>The lesson's recording, once it is as expected.</summary>
    public async Task<JsonObject> RecordingOnce(
        Guid lesson, Func<JsonObject, bool> expected, int withinSeconds = 300)
    {
        JsonObject recording = [];
        await Wait.Until(async () =>
        {
            recording = (await Get($"/api/lessons/{lesson}"))["recording"]!.AsObject();
            return expected(recording);
        }, withinSeconds, () => $"the recording is {recording.ToJsonString()}");
        return recording;
    }

    public static async Task<JsonObject> Json(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
