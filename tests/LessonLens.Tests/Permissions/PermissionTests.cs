using System.Reflection;
using System.Text.RegularExpressions;
using LessonLens.Reviews;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>
/// Each route and each hub method, asked by each role, answers as <c>permissions.txt</c> says. Whatever is
/// not in it is not let out.
/// </summary>
public sealed partial class PermissionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
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

    /// <summary>Status, headers and body are the same, and it takes as long.</summary>
    [Theory]
    [InlineData("foreigner")]
    [InlineData("colleague")]
    public async Task What_is_not_shared_answers_like_what_does_not_exist(string role)
    {
        var scene = await PermissionScene.Open(app);
        var things = await new RareThings(app, scene).Beside(await scene.Watchable());
        var faults = new List<string>();
        foreach (var row in PermissionTable.Rows.Where(row => !row.IsOfHub && row.Answer(role) == "404"))
        {
            var missing = PermissionScene.Missing(things);
            var (hidden, none) = (await Said(things), await Said(missing));
            if (hidden != none) faults.Add($"{row.Name}\n{hidden}\n{none}");
            if (await DiffersInTime(scene, role, row, things, missing))
                faults.Add($"{row.Name} takes longer");

            async Task<string> Said(IReadOnlyDictionary<string, string> things)
            {
                using var answer = await scene.Ask(role, row, things);
                var headers = answer.Headers.Concat(answer.Content.Headers)
                    .Where(header => header.Key is not ("Date" or "Content-Length"))
                    .OrderBy(header => header.Key, StringComparer.Ordinal)
                    .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
                var body = await answer.Content.ReadAsStringAsync();
                return Changing().Replace(
                    $"{answer.StatusCode}\n{string.Join('\n', headers)}\n{body}", "…");
            }
        }

        None(faults);
    }

    // The medians of several, one after the other in turn; a busy machine gets more than one chance.
    private static async Task<bool> DiffersInTime(
        PermissionScene scene, string role, PermissionRow row,
        IReadOnlyDictionary<string, string> there, IReadOnlyDictionary<string, string> missing)
    {
        for (var chance = 0; chance < 3; chance++)
        {
            var (hidden, none) = (new List<double>(), new List<double>());
            for (var time = 0; time < LongForm.OrShort(inLong: 101, inShort: 7); time++)
            {
                hidden.Add(await Took(there));
                none.Add(await Took(missing));
            }

            if (Math.Abs(Median(hidden) - Median(none)) <= 10) return false;
        }

        return true;

        async Task<double> Took(IReadOnlyDictionary<string, string> things)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await scene.Ask(role, row, things);
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }

        static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
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
        try
        {
            if (row.Pattern != "Join") await hub.Join(lesson);
        }
        catch (InvalidOperationException)
        {
            // As somebody would who was refused, and tries the next.
        }

        try
        {
            if (row.Pattern == "Join") await hub.Join(lesson);
            else await hub.Call(row.Pattern, PermissionRequests.Arguments(row.Pattern));
            return "ok";
        }
        catch (InvalidOperationException)
        {
            return "refused";
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

    // Numbers of the request, and what was asked for, as it is said again.
    [GeneratedRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Changing();
}
