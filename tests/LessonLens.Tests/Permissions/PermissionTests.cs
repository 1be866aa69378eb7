using System.Reflection;
using LessonLens.Reviews;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>
/// Each route and each hub method, asked by each role, answers as <c>permissions.txt</c> says. Whatever is
/// not in it is not let out.
/// </summary>
public sealed class PermissionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly string[] OfTheWatchable =
        ["/media/", "/recording", "/clips", "/export", "/stills"];

    [Fact]
    public void The_table_names_every_route_and_every_method_of_the_hub_and_nothing_else()
    {
        var named = PermissionTable.Rows.Select(row => row.Name).ToList();
        var methods = typeof(ReviewHub).GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(ReviewHub))
            .Select(method => $"HUB {method.Name}");
        var all = Routes.Of(app).Select(route => $"{route.Method} {route.Pattern}").Concat(methods).ToList();
        var faults = all.Except(named).Select(name => $"{name} is not in the table")
            .Concat(named.Except(all).Select(name => $"{name} is no more"));
        None(faults);
    }

    [Fact]
    public async Task Every_route_answers_every_role_as_the_table_says()
    {
        var scene = await PermissionScene.Open(app);
        var (watchable, shared) = (await scene.Watchable(), await scene.Things());
        var rare = new RareThings(app, scene);
        var faults = new List<string>();
        foreach (var row in PermissionTable.Rows.Where(row => !row.IsOfHub))
            foreach (var role in PermissionTable.Roles)
            {
                var expected = row.Answer(role);
                var things = IsOfTheWatchable(row) ? watchable
                    : Changes(row, expected) ? await scene.Things() : shared;
                using var answer = await scene.Ask(role, row,
                    await rare.Beside(things, row, isFresh: Changes(row, expected)));
                var status = $"{(int)answer.StatusCode}";
                if (status != expected)
                    faults.Add($"{row.Name} to {role}: {status} instead of {expected}");
            }

        None(faults);
    }

    [Fact]
    public async Task Every_method_of_the_hub_answers_every_role_as_the_table_says()
    {
        var scene = await PermissionScene.Open(app);
        var lesson = Guid.Parse((await scene.Things())["id"]);
        var faults = new List<string>();
        foreach (var row in PermissionTable.Rows.Where(row => row.IsOfHub))
            foreach (var role in PermissionTable.Roles)
            {
                var answer = role == "stranger"
                    ? await AnswerToNobody() : await Answer(scene[role], row, lesson);
                if (answer != row.Answer(role)) faults.Add($"{row.Name} to {role}: {answer}");
            }

        None(faults);
    }

    private async Task<string> AnswerToNobody()
    {
        using var http = app.NewClient();
        using var answer = await http.PostAsync(
            new Uri("/hubs/review/negotiate?negotiateVersion=1", UriKind.Relative), content: null);
        return $"{(int)answer.StatusCode}";
    }

    private static async Task<string> Answer(SignedIn person, PermissionRow row, Guid lesson)
    {
        await using var hub = await HubClient.Connect(person);
        var isRefused = await IsRefused(() => hub.Join(lesson));
        // As somebody would who was refused, and tries the next.
        if (row.Pattern != "Join")
            isRefused = await IsRefused(
                () => hub.Call(row.Pattern, PermissionRequests.Arguments(row.Pattern)));
        // As long as they are there, whoever took the wheel keeps it from the next one.
        await hub.HangUp();
        return isRefused ? "refused" : "ok";
    }

    private static async Task<bool> IsRefused(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool Changes(PermissionRow row, string expected) => Routes.IsUnsafe(row.Method)
        && (row.Pattern.Contains('{', StringComparison.Ordinal) || PermissionForms.Body(row) is not null)
        && expected[0] is '2' or '3';

    private static void None(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }

    private static bool IsOfTheWatchable(PermissionRow row) =>
        OfTheWatchable.Any(part => row.Pattern.Contains(part, StringComparison.Ordinal));
}
