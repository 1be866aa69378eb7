using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Reviews;

/// <summary>One lesson's conversation over HTTP, in the words of those who take part.</summary>
internal sealed class Room(Guid lesson)
{
    private string Notes => $"/api/lessons/{lesson}/annotations";

    public Guid Lesson => lesson;

    /// <summary>Amira's lesson, shared with Ben.</summary>
    public static async Task<(Room Room, SignedIn Amira, SignedIn Ben)> OfTwo(LessonLensApp app)
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var room = new Room(await amira.PlanLesson());
        await amira.Share(room.Lesson, ben);
        return (room, amira, ben);
    }

    public Task<HttpResponseMessage> Note(SignedIn who, Guid id, object note) =>
        who.Http.PutAsJsonAsync($"{Notes}/{id}", note);

    public Task<HttpResponseMessage> Reply(
        SignedIn who, Guid note, Guid id, string text = "Yes", int edit = 0) =>
        who.Http.PutAsJsonAsync($"{Notes}/{note}/replies/{id}", new { text, edit });

    public Task<HttpResponseMessage> Mark(SignedIn who, Guid note, bool answered, int edit = 1) =>
        who.Http.PutAsJsonAsync($"{Notes}/{note}/answered", new { answered, edit });

    public Task<HttpResponseMessage> Delete(SignedIn who, Guid note) =>
        who.Http.DeleteAsync(new Uri($"{Notes}/{note}", UriKind.Relative));

    public Task<HttpResponseMessage> Delete(SignedIn who, Guid note, Guid reply) =>
        who.Http.DeleteAsync(new Uri($"{Notes}/{note}/replies/{reply}", UriKind.Relative));

    public Task<HttpResponseMessage> See(SignedIn who, long seq) =>
        who.Http.PutAsJsonAsync($"{Notes}/seen", new { seq });

    public Task<HttpResponseMessage> WriteFirst(SignedIn who, bool on) =>
        who.Http.PutAsJsonAsync($"/api/lessons/{lesson}/own-notes-first", new { on });

    public Task<HttpResponseMessage> GoToStep(SignedIn who, int step) =>
        who.Http.PutAsJsonAsync($"/api/lessons/{lesson}/protocol", new { step });

    public Task<JsonObject> Conversation(SignedIn who, long after = 0) => who.Get($"{Notes}?after={after}");

    public async Task<IReadOnlyList<JsonObject>> Changes(SignedIn who, long after = 0) =>
        (await Conversation(who, after))["changes"]!.AsArray().Select(change => change!.AsObject()).ToList();

    public async Task<long> Seq(SignedIn who) => (await Conversation(who))["seq"]!.GetValue<long>();
}
