using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>What has to be sent along, so that only the permission decides about the answer.</summary>
internal static class PermissionRequests
{
    private const string Grant = """{"may":"view","reason":"We look at it"}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /api/session"] = """{"email":"nobody@example.org","password":"not the right one"}""",
        ["POST /api/lessons/"] = """{"title":"Comparing fractions"}""",
        ["PATCH /api/lessons/{id:guid}"] = """{"title":"Comparing halves"}""",
        ["PUT /api/lessons/{id:guid}/grants/{personId:guid}"] = Grant,
        ["PUT /api/lessons/{id:guid}/grants/groups/{groupId:guid}"] = Grant,
        ["PUT /api/lessons/{id:guid}/annotations/{annotationId:guid}"] =
            """{"atMs":1000,"kind":"noticed","text":"A hand goes up","edit":1}""",
        ["PUT /api/lessons/{id:guid}/annotations/{annotationId:guid}/answered"] =
            """{"answered":true,"edit":1}""",
        ["PUT /api/lessons/{id:guid}/annotations/{annotationId:guid}/replies/{replyId:guid}"] =
            """{"text":"Because","edit":1}""",
        ["PUT /api/lessons/{id:guid}/annotations/seen"] = """{"seq":1}""",
        ["PUT /api/lessons/{id:guid}/own-notes-first"] = """{"on":true}""",
        ["PUT /api/lessons/{id:guid}/protocol"] = """{"step":1}""",
        ["PUT /api/lessons/{id:guid}/recording"] = """{"recordingId":"{recordingId}"}""",
        ["PUT /api/lessons/{id:guid}/clips/{clipId:guid}"] =
            """{"fromMs":1000,"toMs":3000,"title":"Hands"}""",
        ["PUT /api/lessons/{id:guid}/clips/{clipId:guid}/grants/{personId:guid}"] =
            """{"reason":"We look at it"}""",
        ["PUT /api/me/password"] = """{"current":"not the right one","next":"another horse battery"}""",
        ["POST /api/me/tokens"] =
            """{"name":"Lab","may":"read","endsOn":"2026-01-31","password":"not the right one"}""",
        ["PUT /api/schools/{schoolId:guid}/people/{personId:guid}/roles"] = """{"roles":["coach"]}""",
        ["POST /api/schools/{schoolId:guid}/invitations"] =
            """{"name":"Eva Lind","email":"{anyone}@example.org","roles":["teacher"]}""",
        ["PUT /api/lessons/{id:guid}/retention"] = """{"endsAt":"{soon}T00:00:00Z"}""",
        ["PUT /api/lessons/{id:guid}/hold"] = """{"reason":"Asked for by a court"}""",
        ["PUT /api/lessons/{id:guid}/objections-handled"] = """{"how":"Sits outside the picture"}""",
        ["PUT /api/classes/{classId:guid}/lawful-basis"] = """{"basis":"public task","note":"As all do"}""",
        ["PUT /api/classes/{classId:guid}/objections/{objectionId:guid}"] = """{"pupil":"L. M."}""",
        ["PUT /api/schools/{schoolId:guid}/retention"] = """{"keptYears":1,"mostKeptYears":3}""",
        ["PUT /api/schools/{schoolId:guid}/people/{personId:guid}/departure/"] =
            """{"lessons":"delete"}""",
        ["PUT /api/schools/{schoolId:guid}/people/{personId:guid}/departure/agreement"] =
            """{"heirId":"{anyone}"}""",
        ["PUT /api/schools/{schoolId:guid}/year"] = """{"endsMonth":7,"endsDay":31}""",
        // Whoever has an upload's address may go on with it.
        ["PATCH /api/uploads/{key}"] = "ten bytes.",
        ["PUT /api/schools/{schoolId:guid}/groups/{groupId:guid}"] =
            """{"kind":"department","name":"Mathematics {groupId}"}""",
    };

    /// <summary>Null: the request has none.</summary>
    public static string? Body(string name) => Bodies.GetValueOrDefault(name);

    public static IEnumerable<(string Name, string Value)> Headers(
        PermissionRow row, IReadOnlyDictionary<string, string> things)
    {
        if (!row.Pattern.StartsWith("/api/uploads", StringComparison.Ordinal)) yield break;
        yield return ("Tus-Resumable", "1.0.0");
        if (row.Method == "PATCH") yield return ("Upload-Offset", "0");
        if (row.Method != "POST") yield break;
        yield return ("Upload-Length", "10");
        yield return ("Upload-Metadata", Tus.Metadata(Guid.Parse(things["id"]), "lesson.mp4"));
    }

    public static JsonNode?[] Arguments(string method) => method switch
    {
        "Ping" => [1],
        "Measured" => [20],
        "Drive" => [new JsonObject { ["playing"] = true, ["mediaMs"] = 1000, ["rate"] = 1 }],
        "GiveWheel" => [null],
        "Follow" => [true],
        "Loading" => [new JsonObject { ["loading"] = false, ["mediaMs"] = 1000 }],
        "Point" => [new JsonObject { ["x"] = 0.5, ["y"] = 0.5 }],
        _ => [],
    };
}
