using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Archives;
using LessonLens.Tests.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>What only few routes speak of: the owner's, or their school's. Made when needed.</summary>
internal sealed class RareThings(LessonLensApp app, PermissionScene scene)
{
    private readonly Dictionary<string, string> _made = [];

    private Dictionary<string, Func<Task<string>>> Makers => new()
    {
        ["sessionId"] = Session, ["tokenId"] = Token, ["importId"] = Import, ["erasureId"] = Erasure,
        ["invitationId"] = Invitation, ["askedView"] = Asked, ["lastingView"] = Lasting,
    };

    /// <param name="things">What is there.</param>
    /// <param name="row">Whose it shall be; null for all rows.</param>
    /// <param name="isFresh">Others have not used it.</param>
    /// <returns>With those that the row speaks of.</returns>
    public async Task<IReadOnlyDictionary<string, string>> Beside(
        IReadOnlyDictionary<string, string> things, PermissionRow? row = null, bool isFresh = false)
    {
        var all = things.ToDictionary();
        foreach (var (name, make) in Makers.Where(one => row is null || Speaks(row, one.Key)))
            all[name] = isFresh ? await make()
                : _made.TryGetValue(name, out var made) ? made : _made[name] = await make();
        return all;
    }

    private static bool Speaks(PermissionRow row, string name) =>
        $"{row.Pattern} {PermissionForms.Body(row)}".Contains($"{{{name}", StringComparison.Ordinal);

    private async Task<string> Session()
    {
        var owner = scene["owner"];
        await SignedIn.To(app.Address, owner.Email);
        return (string)(await owner.Sessions()).First(one => !(bool)one!["isThis"]!)!["id"]!;
    }

    private async Task<string> Token()
    {
        using var made = await scene["owner"].Http.PostAsJsonAsync("/api/me/tokens", new
        {
            name = "Lab", may = "read", endsOn = $"{app.Clock.GetUtcNow().AddDays(9):yyyy-MM-dd}",
            password = LessonLensApp.Password,
        });
        return (string)(await SignedIn.Json(made.EnsureSuccessStatusCode()))["about"]!["id"]!;
    }

    private async Task<string> Import()
    {
        var owner = scene["owner"];
        var archive = await Archive.Of(owner, await owner.PlanLesson());
        return (string)(await Archive.BringIn(owner, archive.Bytes))["id"]!;
    }

    private async Task<string> Erasure()
    {
        var owner = scene["owner"];
        var lesson = await owner.PlanLesson();
        await owner.Delete($"/api/lessons/{lesson}");
        JsonNode? found = null;
        await Wait.Until(async () =>
        {
            await app.Sql<int>("""
                update jobs set run_at = now() where subject = @lesson; notify lessonlens, 'jobs:'
                """, new { lesson });
            found = (await owner.Http.GetFromJsonAsync<JsonArray>("/api/erasures"))!
                .SingleOrDefault(one => (Guid)one!["lessonId"]! == lesson);
            return found is not null;
        }, 120);
        return (string)found!["id"]!;
    }

    private async Task<string> Invitation()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        (await scene["admin"].Invite(app, email)).EnsureSuccessStatusCode();
        return $"{await app.Sql<Guid>("select id from invitations where email = @email", new { email })}";
    }

    /// <summary>Waits for a second person; of a lesson that is nothing to the others.</summary>
    private async Task<string> Asked()
    {
        var lesson = await scene["owner"].PlanLesson();
        await scene["admin"].Http.Submit("/people/safeguarding?handler=Ask",
            ("lesson", $"{lesson}"), ("reason", "A pupil has said something"));
        return $"{await app.Sql<Guid>(
            "select id from safeguarding_views where lesson_id = @lesson", new { lesson })}";
    }

    private async Task<string> Lasting()
    {
        var view = await Asked();
        await scene["coordinator"].Http.Submit("/people/safeguarding?handler=Approve", ("view", view));
        return view;
    }
}
