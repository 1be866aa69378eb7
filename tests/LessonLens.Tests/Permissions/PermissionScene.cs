using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>One person for each role around a lesson, and the things that routes speak of.</summary>
internal sealed partial class PermissionScene
{
    private readonly LessonLensApp _app;
    private readonly Dictionary<string, SignedIn> _people = [];
    private readonly HttpClient _nobody;

    private PermissionScene(LessonLensApp app) => (_app, _nobody) = (app, app.NewClient());

    public SignedIn this[string role] => _people[role];

    public static async Task<PermissionScene> Open(LessonLensApp app)
    {
        var scene = new PermissionScene(app);
        foreach (var (role, school, membership) in (IEnumerable<(string, string, string)>)[
            ("owner", "Riverside", "teacher"), ("annotator", "Riverside", "coach"),
            ("viewer", "Riverside", "teacher"), ("colleague", "Riverside", "teacher"),
            ("coordinator", "Riverside", "coordinator"), ("admin", "Riverside", "admin"),
            // Nobody in another school may do more.
            ("foreigner", "Hilltop", "admin")])
            scene._people[role] = await app.Someone(role, school, membership);
        return scene;
    }

    /// <summary>A lesson that nobody changes, with a recording and a clip that can be watched.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Watchable()
    {
        var things = await Things();
        var owner = this["owner"];
        var lesson = Guid.Parse(things["id"]);
        await owner.UploadFile(lesson, await TestRecordings.LateTone);
        await owner.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        things["recordingId"] = (await _app.Sql<Guid>(
            "select recording_id from lessons where id = @lesson", new { lesson })).ToString();
        things["name"] = FirstName().Match(await owner.Http.GetStringAsync(
            new Uri($"/media/lessons/{lesson}/main.m3u8", UriKind.Relative))).Value;
        (await owner.Http.PutAsJsonAsync($"/api/lessons/{lesson}/clips/{things["clipId"]}",
            new { fromMs = 1000, toMs = 3000, title = "Hands" })).EnsureSuccessStatusCode();
        var clip = Guid.Parse(things["clipId"]);
        await Wait.Until(async () => await _app.Sql<string>(
            "select state from clips where id = @clip", new { clip }) == "ready", 300);
        return things;
    }

    /// <summary>A new lesson with a note and a reply, shared as the roles say.</summary>
    public async Task<Dictionary<string, string>> Things()
    {
        var owner = this["owner"];
        var lesson = await owner.PlanLesson();
        await owner.Share(lesson, this["annotator"]);
        await owner.Share(lesson, this["viewer"], "view");
        var (note, reply) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await owner.WriteNote(lesson, note);
        (await owner.Http.PutAsJsonAsync($"/api/lessons/{lesson}/annotations/{note}/replies/{reply}",
            new { text = "Why?" })).EnsureSuccessStatusCode();
        var school = await _app.Sql<Guid>(
            "select school_id from lessons where id = @lesson", new { lesson });
        var group = Guid.CreateVersion7();
        (await this["admin"].Http.PutAsJsonAsync($"/api/schools/{school}/groups/{group}",
            new { kind = "department", name = $"Mathematics {group}" })).EnsureSuccessStatusCode();
        var (classId, objection) = (await Class(school), Guid.CreateVersion7());
        (await this["admin"].Http.PutAsJsonAsync($"/api/classes/{classId}/objections/{objection}",
            new { pupil = "L. M." })).EnsureSuccessStatusCode();
        using var upload = await owner.BeginUpload(lesson, 10);
        return new Dictionary<string, string>
        {
            ["id"] = lesson.ToString(),
            ["annotationId"] = note.ToString(),
            ["replyId"] = reply.ToString(),
            ["clipId"] = Guid.CreateVersion7().ToString(),
            ["personId"] = (await Bystander()).ToString(),
            ["classId"] = classId.ToString(),
            ["objectionId"] = objection.ToString(),
            ["anyone"] = Guid.CreateVersion7().ToString(),
            ["schoolId"] = school.ToString(),
            ["groupId"] = group.ToString(),
            ["key"] = upload.Headers.Location!.Segments[^1],
            // No link that was ever sent out.
            ["token"] = new string('0', 32),
            ["documentName"] = "v1",
            ["status"] = "404",
            ["ms"] = "1000",
            ["soon"] = DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["school"] = school.ToString(),
            ["person"] = this["owner"].Id.ToString(),
        };
    }

    /// <summary>Of the same school, and whom nobody else needs.</summary>
    private async Task<Guid> Bystander()
    {
        var email = await TestPeople.Add(_app.ConnectionString, "Eva", "Riverside", "teacher");
        return await _app.Sql<Guid>("select id from people where email = @email", new { email });
    }

    private Task<Guid> Class(Guid school) => _app.Sql<Guid>(
        "insert into classes (id, school_id, name) values (@id, @school, @name) returning id",
        new { id = Guid.CreateVersion7(), school, name = $"5 {Guid.NewGuid()}" });

    /// <summary>Nothing of all that exists.</summary>
    public static Dictionary<string, string> Missing(IReadOnlyDictionary<string, string> things) =>
        things.ToDictionary(one => one.Key, one =>
            Guid.TryParse(one.Value, out _) ? Guid.CreateVersion7().ToString() : one.Value);

    public async Task<HttpResponseMessage> Ask(
        string role, PermissionRow row, IReadOnlyDictionary<string, string> things)
    {
        var http = role == "stranger" ? _nobody : this[role].Http;
        using var request = new HttpRequestMessage(
            new HttpMethod(row.Method), Fill(row.Pattern, things));
        foreach (var (name, value) in PermissionRequests.Headers(row, things))
            request.Headers.TryAddWithoutValidation(name, value);
        if (PermissionRequests.Body(row.Name) is { } body)
            request.Content = new StringContent(Fill(body, things), null as Encoding,
                body.StartsWith('{') ? "application/json" : "application/offset+octet-stream");
        if (PermissionForms.Body(row) is { } form)
            request.Content = new StringContent(
                Fill(form, things), Encoding.UTF8, "application/x-www-form-urlencoded");
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static string Fill(string pattern, IReadOnlyDictionary<string, string> things) =>
        Parameter().Replace(pattern, match =>
            things.GetValueOrDefault(match.Groups[1].Value, Guid.Empty.ToString()));

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^{}""]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^[a-z0-9-]+\.m3u8", RegexOptions.Multiline)]
    private static partial Regex FirstName();
}
